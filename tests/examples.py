"""How many examples a test with a property tries: a sample in every run, all of them where somebody searches."""

from hypothesis import settings


def sample(few: int, many: int) -> int:
    """``few``, the same in every run; ``many`` with `--hypothesis-profile=search`, as `make campaign` has it.

    For tests of which an example takes as long as a document.
    """
    return many if settings.get_current_profile_name() == "search" else few
