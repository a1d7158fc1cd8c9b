"""The two files that the pages of a procurement go by, its facts and its record: whether they can be read, and what is
shown where one cannot be."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ddtender.desk.facts.values import StatedFacts, facts_of
from ddtender.desk.folder.procurement_folder import record_of_folder
from ddtender.desk.unread import FolderReader
from ddtender.diagnostics import Severity, has_errors
from ddtender.library.places import PROCEDURE_FILE, RECORD_FILE
from ddtender.web.shown.finding_rows import finding_rows

#: What a form can rely on: it is not offered where that cannot be read.
Relied = Literal["facts", "record"]
#: What stands for a name in the address of a page.
_PLACE = re.compile(r"\{\w+\}")
_FORM = re.compile(r'<form\b(?=[^>]*\bmethod="post")(?:[^>]*\baction="(?P<at>[^"]*)")?[^>]*>.*?</form>', re.DOTALL)


class BrokenFile(Struct, frozen=True):
    """A file that something is wrong with: its name, what a form can rely on it for, and rows of what was found.
    ``is_read`` where it can be read all the same, so that what is wrong in it can be mended by a form; ``is_there``
    where it is a file that can be taken home."""

    name: str
    of: Relied
    rows: Sequence[Mapping[str, Any]]
    is_read: bool = False
    is_there: bool = True


def broken_files(folder: Path) -> tuple[BrokenFile, ...]:
    """Those of the two files of a procurement that something is wrong with."""
    found = (_facts(folder), _record(folder))
    return tuple(replace(one, is_there=_can_be_taken(folder / one.name)) for one in found if one is not None)


def _can_be_taken(path: Path) -> bool:
    return os.path.isfile(path) and os.access(path, os.R_OK)


def _facts(folder: Path) -> BrokenFile | None:
    look = FolderReader(folder)
    stated = look.at(PROCEDURE_FILE, lambda: facts_of(None, folder), None)
    if stated is None:
        return BrokenFile(PROCEDURE_FILE, "facts", finding_rows(look.findings))
    wrong = [one.finding for one in stated.findings if one.in_file and one.finding.severity is Severity.ERROR]
    return BrokenFile(PROCEDURE_FILE, "facts", finding_rows(wrong), is_usable(stated)) if wrong else None


def is_usable(stated: StatedFacts) -> bool:
    """Whether facts can be read, as far as there are any: those of a file without one are lost, and nobody is asked for
    them as if they had never been stated."""
    return stated.is_read and bool(stated.values)


def _record(folder: Path) -> BrokenFile | None:
    look = FolderReader(folder)
    wrong = look.at(RECORD_FILE, lambda: record_of_folder(folder)[1], []) + look.findings
    return BrokenFile(RECORD_FILE, "record", finding_rows(wrong)) if has_errors(wrong) else None


def without_told(values: Mapping[str, Any], broken: Sequence[BrokenFile], name: str) -> dict[str, Any]:
    """What a page of the procurement of this ``name`` is given, without findings that are told at its top already;
    ``is_told`` where there were some, so that no page says that nothing was found."""
    told = {(one.name, *_where(row)) for one in broken for row in one.rows}

    def is_new(row: Mapping[str, Any]) -> bool:
        path = Path(row["path"] or "")
        # a file of the same name in a folder of the procurement, such as a sealed one, is another file
        return path.parent.name not in ("", name) or (path.name, *_where(row)) not in told

    found = {**values, "is_told": False}
    if findings := found.get("findings"):
        found["findings"] = [row for row in findings if is_new(row)]
        found["is_told"] = len(found["findings"]) < len(findings)
    if refusal := found.get("refusal"):
        found["refusal"] = {**refusal, "findings": [row for row in refusal["findings"] if is_new(row)]}
    return found


def _where(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["code"], row["line"], row["column"]


class Offering(Protocol):
    """A page with a form, as far as it is asked here: a ``WebPage``."""

    @property
    def path(self) -> str: ...

    @property
    def relies_on(self) -> tuple[Relied, ...]: ...


def offered(page: str, here: str, pages: Iterable[Offering], broken: Iterable[BrokenFile], note: str) -> Markup:
    """The HTML of a page without the forms that rely on one of the ``broken`` files which cannot be read, in the place
    of each a ``note``. A form without an address is sent to the page ``here``; what it relies on, ``pages`` say."""
    unread = {one.of for one in broken if not one.is_read}
    if not unread:
        return Markup(page)  # nosec B704 # what the templates have drawn
    closed = [_PLACE.sub("[^/]+", one.path) for one in pages if unread & {*one.relies_on}]
    instead = Markup('<p class="note">{}</p>').format(note)

    def kept(form: re.Match[str]) -> str:
        address = (form["at"] or here).partition("?")[0]
        return instead if any(re.fullmatch(one, address) for one in closed) else form[0]

    return Markup(_FORM.sub(kept, page))  # nosec B704 # the same with less in it
