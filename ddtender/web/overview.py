"""The procurements at a glance: what each is called, how far it is, what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk import procurement
from ddtender.desk.agenda import DueEntry, Stands, agenda
from ddtender.web.problems import REFUSALS
from ddtender.web.procurements import folder_of, names

if TYPE_CHECKING:
    from ddtender.desk.procurement import Progress
    from ddtender.procurement.steps import Step
    from ddtender.web.visit import Visit

#: The steps of a procurement after which it is out, and after which contracts are running.
_OUT, _RUNNING = "issued", "award"


class Card(Struct, frozen=True):
    """A procurement: its folder's name, what it is called (its name where nobody has said), what is bought, its steps,
    the one that comes next, whether something is wrong with it, and what its file states. ``state``: before (nothing is
    published), out (published), running (awarded)."""

    name: str
    title: str
    subject: str
    state: str
    steps: Sequence[Step]
    next: str
    is_troubled: bool
    stated: Mapping[str, str] = MappingProxyType({})


def cards(visit: Visit) -> list[Card]:
    """A card for each procurement of the page."""
    return [_card(visit, name) for name in names(visit.settings)]


def _card(visit: Visit, name: str) -> Card:
    """The card of one procurement; one whose files cannot be read has one as well."""
    try:
        return card_of(name, procurement.progress(visit.root, folder_of(visit.settings, name)))
    except REFUSALS:
        return Card(name, name, "", "before", (), "", True)


def card_of(name: str, found: Progress) -> Card:
    """The card of a procurement, by how far it is."""
    stated = found.stated or {}
    done = {one.step for one in found.steps if one.state == "done"}
    state = "running" if _RUNNING in done else "out" if _OUT in done else "before"
    following = found.next.step if found.next else ""
    title = stated.get("title") or name
    return Card(name, title, stated.get("subject", ""), state, found.steps, following, found.stated is None, stated)


def due(visit: Visit, found: Sequence[Card]) -> list[DueEntry]:
    """What is late or comes within a month in these procurements; of contracts for those who see them."""
    of = [Stands(one.name, Path(visit.settings.folder, one.name), one.title, one.stated, one.steps) for one in found]
    may_see = visit.person.can("officer", "lawyer", "reader")
    return agenda(of, visit.library, visit.speaks, door.today(), may_see)


def address(one: DueEntry) -> str:
    """The page on which something that is due is done."""
    parts = ["p", one.name]
    if one.day.contract:
        parts += ["contracts", one.day.contract]
        parts += ["register"] if one.day.page == "register" else []
    else:
        parts.append(one.day.page)
    return "/" + "/".join(quote(part, safe="") for part in parts)
