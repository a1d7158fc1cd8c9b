"""Many procedures, each built into a folder of its own by one of several processes.

``naming`` says what is built where, ``processes`` shares it out, ``worker`` builds one procedure.
"""

from ddtender.batch.naming import named
from ddtender.batch.processes import build_all
from ddtender.batch.values import Job, Outcome, Status, Task

__all__ = ["Job", "Outcome", "Status", "Task", "build_all", "named"]
