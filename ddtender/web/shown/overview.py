"""The procurements at a glance: what each is called, how far it is, what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.procurement import glance
from ddtender.desk.procurement.agenda import Agenda, DueEntry, NotRead, Stands, agenda
from ddtender.desk.sources import law_in
from ddtender.library.places import AWARD_STEP, CONTRACTS_STEP, EVALUATION_STEP
from ddtender.procurement.steps import Step
from ddtender.web.problems import REFUSALS
from ddtender.web.procurements import folder_of, names, page_of
from ddtender.web.shown.tasks import TASKS, UNTOLD

if TYPE_CHECKING:
    from ddtender.desk.procurement.progress import Progress
    from ddtender.web.people import Person
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
        return card_of(name, glance.progress(visit.root, folder_of(visit.settings, name)), visit.person)
    except (*REFUSALS, OSError):
        return Card(name, name, "", "before", (), "", True)


def steps_for(person: Person, steps: Sequence[Step]) -> list[Step]:
    """The steps as far as somebody may hear of them: who evaluates hears nothing of what others have come to."""
    if not person.is_judging:
        return [*steps]
    known = [one if one.step != EVALUATION_STEP else _untold(one) for one in steps]
    return [one for one in known if one.step not in (AWARD_STEP, CONTRACTS_STEP)]


def _untold(one: Step) -> Step:
    return Step(one.step, "open" if one.state == "open" else "begun", UNTOLD)


def pages_of(visit: Visit) -> dict[str, tuple[str, ...]]:
    """The pages of each step that are for whoever asks."""
    return {step: tuple(one for one in pages if visit.sees(f"/p/{{name}}/{one}")) for step, pages in TASKS.items()}


def card_of(name: str, found: Progress, person: Person) -> Card:
    """The card of a procurement, by how far it is."""
    stated = found.stated or {}
    steps = steps_for(person, found.steps)
    done = {one.step for one in steps if one.state == "done"}
    state = "running" if _RUNNING in done else "out" if _OUT in done else "before"
    following = found.next.step if found.next and found.next.step in {one.step for one in steps} else ""
    title = stated.get("title") or name
    return Card(name, title, stated.get("subject", ""), state, steps, following, found.stated is None, stated)


def due(visit: Visit, found: Sequence[Card]) -> Agenda:
    """What is late or comes within a month in these procurements, and what cannot be read; of contracts for those who
    see them."""
    of = [Stands(one.name, Path(visit.settings.folder, one.name), one.title, one.stated, one.steps) for one in found]
    told = agenda(of, law_in(visit.sources), visit.speaks, door.today(), visit.sees("/portfolio"))
    seen = [one for one in told.due if one.day.contract or visit.sees(f"/p/{{name}}/{one.day.page}")]
    return Agenda(seen, told.unread)


def address(one: DueEntry | NotRead) -> str:
    """The page on which something that is due is done, or which says why something cannot be read."""
    parts: list[str] = []
    if isinstance(one, NotRead):
        parts += ["contracts", *filter(None, [one.contract])]
    elif one.day.contract:
        parts += ["contracts", one.day.contract]
        parts += ["register"] if one.day.page == "register" else []
    else:
        parts.append(one.day.page)
    return page_of(one.name, *parts)
