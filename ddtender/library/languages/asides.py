"""What is said of a provision and not by it, in the language of a draft: remarks and questions in its margin, and whose
practice it follows.

No Tenderer reads them, so a translation is complete and current without: they are no part of its fingerprint. In its
file they stand under ``drafting``, each by a mark made from the words of the source. Where these change the mark is
another one, and what was translated counts no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ddtender.library.digest import digest
from ddtender.library.form_values import FileForm
from ddtender.library.languages.plans import DRAFTING, Slot
from ddtender.library.yaml_document import Path

#: How many digits of a fingerprint a mark has, behind a letter: YAML takes digits alone for a number.
_DIGITS = 7


def aside_slots(form: type[FileForm], value: object) -> Iterator[Slot]:
    """The texts of a file of the library that are said of it; the same words twice are one text in the translation."""
    if not form.has_drafting or not isinstance(value, Mapping):
        return
    for path, text in _texts(value):
        if isinstance(text, str) and text.strip():
            yield Slot(path, (DRAFTING, mark_of(text)), (text,), is_aside=True)


def mark_of(text: str) -> str:
    """The mark of a text, whatever its line ends."""
    return f"n{digest(' '.join(text.split()))[:_DIGITS]}"


def _texts(value: Mapping[object, object]) -> Iterator[tuple[Path, object]]:
    """Remarks and questions; a reviewer's comment stands in the words of the reviewer."""
    source, notes = value.get("source"), value.get("notes")
    if isinstance(source, Mapping):
        yield ("source", "practice"), source.get("practice")
    for n, note in enumerate(notes if isinstance(notes, list) else ()):
        if isinstance(note, Mapping):
            yield ("notes", n, "question"), note.get("question")
        else:
            yield ("notes", n), note
