"""What a finding says, with its values, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from ddtender.desk.fields import field_at, path_of
from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import FactKey, LanguageTag, ProvisionId
from ddtender.web.finding_rows import finding_rows, read_value
from ddtender.web.problems import REFUSALS
from ddtender.words import PhraseError

if TYPE_CHECKING:
    from ddtender.web.visit import Visit

_DAYS = "dates."


def said_of(visit: Visit, row: Mapping[str, Any], linked: bool = True) -> Markup:
    """What a finding says in the language of whoever reads, a row of ``finding_rows``; empty where only its English
    message does so. A fact is its question, ``linked`` to where it is asked."""
    said = row.get("said")
    if not said:
        return Markup()
    places = {name: read_value(value) for name, value in said["places"].items()}
    try:
        pieces = visit.language.pieces(said["key"], **places)
    except PhraseError:  # what was kept of a job by another version of ddtender
        return Markup()
    return escape(said["before"]) + Markup().join(_shown(visit, one, linked) for one in pieces)


def told_in(visit: Visit, one: Diagnostic) -> str:
    """What a finding says in the language of whoever reads, as plain text; its English message where there is none."""
    (row,) = finding_rows([one])
    return said_of(visit, row, linked=False).unescape() or str(one.message)


def _shown(visit: Visit, value: object, linked: bool) -> Markup:
    match value:
        case FactKey():
            return _fact(visit, value, linked)
        case ProvisionId():
            return escape(_title(visit, value))
        case LanguageTag():
            return escape(visit.language.language_name(value))
        case list():
            marked = [_shown(visit, one, linked) for one in value]
            return Markup().join(escape(one) for one in visit.language.listed(marked))
    return escape(visit.language.shown(value))


def _fact(visit: Visit, key: str, linked: bool) -> Markup:
    label = _label(visit, key)
    if not linked or not visit.name or label == key:
        return escape(label)
    return Markup('<a href="{}">{}</a>').format(f"{visit.address('fact')}/{quote(key, safe='')}", label)


def _label(visit: Visit, key: str) -> str:
    """What is asked for a fact; days are named as in a timetable."""
    if key.startswith(_DAYS):
        try:
            return visit.language.say(f"web.answers.day.{key.removeprefix(_DAYS)}")
        except PhraseError:
            pass
    path = path_of(visit.groups, key)
    field = field_at(visit.groups, path) if path is not None else None
    return field.label if field is not None and field.label else key


def _title(visit: Visit, id_: str) -> str:
    try:
        found = visit.library.by_id.get(id_)
    except REFUSALS:  # the library cannot be read: that is told elsewhere
        return id_
    return found.title if found is not None else id_
