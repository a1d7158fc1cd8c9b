"""How bad a finding is."""

from enum import Enum


class Severity(Enum):
    """``ERROR`` stops a build and gives exit code 1; ``WARNING`` only informs."""

    ERROR = "error"
    WARNING = "warning"
