"""What the entries of a set's calendars have their names from: two procedures must not share it."""

from __future__ import annotations

from collections.abc import Container

from ddtender.contract.calendar import named_by
from ddtender.desk.beside import CALENDAR
from ddtender.library.places import of_part
from ddtender.resolve.facts import fact
from ddtender.resolve.values import ResolvedDocument

#: A name, and the line of the procedure file that gives it.
Calendars = tuple[tuple[str, int], ...]
_KEYS = ("reference", "title")


def calendars_of(resolved: ResolvedDocument, made: Container[str]) -> Calendars:
    """Those of the calendars among the outputs that were ``made``, each once."""
    found: dict[str, int] = {}
    for one in resolved.each_contract:
        if of_part(CALENDAR, one.draft.part) in made:
            known = (fact(one, "reference"), fact(one, "authority.name"), fact(one, "title"))
            name = named_by(*known, one.draft.scenario.name)
            found.setdefault(" ".join(name.split()), _line(resolved))
    return tuple(found.items())


def _line(resolved: ResolvedDocument) -> int:
    procedure = resolved.draft.procedure
    places = [procedure.facts[key][1].line for key in _KEYS if procedure and key in procedure.facts]
    return places[0] if places else 1


def written_calendars(calendars: Calendars) -> str:
    """As they are kept with the record of a folder."""
    return "\n".join(f"{line} {name}" for name, line in calendars)


def read_calendars(text: str) -> Calendars:
    """What ``written_calendars`` has written."""
    split = (one.partition(" ") for one in text.splitlines())
    return tuple((name, int(line)) for line, _, name in split)
