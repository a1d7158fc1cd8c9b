"""The process that does jobs (`python -m ddtender.web.worker`); it ends with the one that started it."""

from __future__ import annotations

import logging
import os
import sys
import threading

from ddtender.web.jobs.running import work
from ddtender.web.settings import from_environment


def main() -> None:
    """Do jobs with the settings of the environment."""
    logging.basicConfig(level=logging.WARNING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work(from_environment())


def _end_with_parent() -> None:
    """Standard input is a pipe from the process that started this one: it ends when that does, however it ends."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
