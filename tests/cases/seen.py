"""What somebody sees who opens the files of a case."""

import json
from pathlib import Path

from ddtender.office.wml import W
from tests.documents import Word, rows_of


def text(path: Path) -> str:
    """The words of a Word document, with single blanks."""
    paragraphs = Word(path.read_bytes()).body.iter(f"{W}p")
    return " ".join(" ".join("".join(p.itertext()) for p in paragraphs).split())


def rows(path: Path) -> list[list[str]]:
    """The rows of all tables of a Word document."""
    return rows_of(Word(path.read_bytes()).body)


def record(folder: Path) -> list[dict]:
    """What is on record, in order."""
    return [json.loads(line) for line in (folder / "record.jsonl").read_text(encoding="utf-8").splitlines()]
