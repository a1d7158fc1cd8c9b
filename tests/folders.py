"""Folders of procurements: what lies in one, and the first worked case as it is begun."""

from __future__ import annotations

import shutil
from pathlib import Path

from ddtender.library.places import PROCEDURE_FILE, STEPS
from tests.tools import ROOT


def files_in(folder: Path) -> dict[str, bytes]:
    """Everything below a folder by its path there."""
    found = sorted(one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def worked_case(folder: Path) -> Path:
    """A new folder with the facts of the first worked case (three lots), before anything was made; the folder."""
    for step in STEPS:
        (folder / step).mkdir(parents=True)
    shutil.copy(ROOT / "docs/cases/framework" / PROCEDURE_FILE, folder)
    return folder
