"""Which provisions the documents have: those of the scenario and the optional ones, each with a switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from starlette.responses import Response

from ddtender.desk.errors import Refused
from ddtender.desk.facts.changing_facts import change_facts
from ddtender.desk.facts.values import StatedFacts, facts_of
from ddtender.desk.procurement import deciding
from ddtender.library.places import PROCEDURE_FILE
from ddtender.library.yaml_document import Path as FactPath
from ddtender.model import AskedQuestion, Kind, Library, Provision
from ddtender.web.problems import Problem
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit
from ddtender.words import SOURCE

_KINDS = (Kind.SPECIFICATION, Kind.SELECTION, Kind.AWARD, Kind.CONTRACT, Kind.FRAME_TENDER, Kind.FRAME_CONTRACT)
_ADD, _DROP, _REPLACE = (("provisions", name) for name in ("add", "drop", "replace"))


class ProvisionCard(Struct, frozen=True):
    """A provision that can be in the documents: whether it is, whether the scenario has it, of which it is a variant,
    what its author says of it, in which language, and what it asks of the procurement; ``is_beyond`` the manual."""

    provision: Provision
    is_in: bool
    is_of_scenario: bool
    instead_of: str
    use: str
    language: str
    is_beyond: bool
    asked: Sequence[AskedQuestion] = ()

    @property
    def open(self) -> int:
        """How many of its questions nobody has answered."""
        return sum(one.is_open for one in self.asked)


def provisions(visit: Visit) -> Response:
    """All provisions by kind, as cards with switches; none where the facts cannot be read that say which are in."""
    broken = {one.of: one for one in visit.broken}
    if "facts" in broken and not broken["facts"].is_read:
        return visit.page("provisions", groups=(), scenario="", added=0, dropped=0, was="", is_broken=True)
    stated = facts_of(visit.root, visit.folder)
    base = _base(visit, visit.own_library)
    chosen = _chosen(base, stated)
    asked: dict[str, list[AskedQuestion]] = {}
    for one in () if broken else deciding.asked_of_procurement(visit.root, visit.folder / PROCEDURE_FILE):
        asked.setdefault(one.about, []).append(one)
    groups = [(kind, [_card(visit, one, base, chosen, asked) for one in _of(visit.library, kind)]) for kind in _KINDS]
    return visit.page(
        "provisions",
        groups=[(kind, cards) for kind, cards in groups if cards],
        scenario=next((one.title for one in visit.library.scenarios if one.name == visit.draft.scenario), ""),
        added=len(chosen - base),
        dropped=len(base - chosen),
        was="\n".join(sorted(chosen)),
        is_broken=False,
    )


def choose(visit: Visit) -> Response:
    """Write what differs from the scenario into the facts."""
    library = visit.own_library
    base = _base(visit, library)
    known = [one.id for kind in _KINDS for one in _of(library, kind)]
    wanted = {*visit.given.all("provision")} & {*known}
    stated = facts_of(visit.root, visit.folder)
    if visit.given.text("was") != "\n".join(sorted(_chosen(base, stated))):
        raise Problem("web.provisions.changed")
    done = change_facts(visit.root, visit.folder, _changes(library, known, base, wanted, stated))
    if done.errors:
        raise Refused(one.finding for one in done.errors)
    return visit.go(visit.address("provisions"), "web.provisions.saved", number=len(done.changes))


def _of(library: Library, kind: Kind) -> list[Provision]:
    """The provisions of a kind that can be used; of the passages that templates ask for, those beyond the manual."""
    found = (one for one in library.by_id.values() if one.kind is kind and not one.retired)
    return [one for one in found if not kind.is_frame or _is_beyond(one)]


def _is_beyond(one: Provision) -> bool:
    """Whether a provision is none of the manual's: its first remark says when to use it."""
    return one.source is not None and bool(one.source.practice)


def _base(visit: Visit, library: Library) -> set[str]:
    """What the scenario has; nothing while none is chosen."""
    name = visit.draft.scenario
    found = next((one for one in library.scenarios if one.name == name), None)
    return {id_ for id_, _ in found.provisions} if found else set()


def _chosen(base: set[str], stated: StatedFacts) -> set[str]:
    """What is in the documents: the scenario's, with what the facts add, leave out and replace."""
    replaced = stated.at(_REPLACE)
    instead = replaced if isinstance(replaced, dict) else {}
    found = (base | {*_ids(stated, _ADD)}) - {*_ids(stated, _DROP)} - {*instead}
    return found | {str(one) for one in instead.values()}


def _ids(stated: StatedFacts, path: FactPath) -> list[str]:
    value = stated.at(path)
    return [str(one) for one in value] if isinstance(value, list) else []


def _changes(
    library: Library, known: Sequence[str], base: set[str], wanted: set[str], stated: StatedFacts
) -> dict[FactPath, object]:
    """The facts that make of the scenario what is wanted; a variant stands in the place of what it is one of."""
    instead = {
        one.variant_of: one.id
        for id_ in sorted(wanted - base)
        if (one := library.by_id[id_]).variant_of in base - wanted
    }
    added = _in_order(wanted - base - {*instead.values()}, _ids(stated, _ADD), known)
    dropped = _in_order(base - wanted - {*instead}, _ids(stated, _DROP), known)
    asked: dict[FactPath, object] = {_ADD: added or None, _DROP: dropped or None, _REPLACE: instead or None}
    return {path: value for path, value in asked.items() if (stated.at(path) or None) != value}


def _in_order(ids: set[str], stated: Sequence[str], known: Sequence[str]) -> list[str]:
    """Ids as they were stated before, new ones behind them as they are ``known``."""
    return [one for one in dict.fromkeys((*stated, *known)) if one in ids]


def _card(
    visit: Visit, one: Provision, base: set[str], chosen: set[str], asked: Mapping[str, Sequence[AskedQuestion]]
) -> ProvisionCard:
    of = visit.library.by_id.get(one.variant_of or "")
    use, own = _remark(one), _remark(visit.own_library.by_id.get(one.id, one))
    language = SOURCE if use == own else visit.language.tag
    is_in = one.id in chosen
    questions = asked.get(one.id, ()) if is_in else ()
    return ProvisionCard(one, is_in, one.id in base, of.title if of else "", use, language, _is_beyond(one), questions)


def _remark(one: Provision) -> str:
    """What the author of a provision says first: of an optional one, when to use it."""
    return next((note.text for note in one.notes if note.kind == "remark"), "")


PAGES = (WebPage("/p/{name}/provisions", provisions, choose, may_save=("officer", "lawyer"), relies_on=("facts",)),)
