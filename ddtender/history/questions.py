"""Which questions are open: those that notes ask, and the conditions of approvals, held against what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics import Location
from ddtender.history.fingerprint import Fingerprints
from ddtender.library.digest import digest
from ddtender.model import AskedQuestion, Asking, Decision, Library, Parameter, Procedure, Provision
from ddtender.model.approval import Approval

#: How much of a question's words must be left for it to be the same one, reworded.
_REWORDED = 0.6


class Decided(Struct, frozen=True):
    """What was decided, the oldest first, by what it is about: in the library, and on the record of a procurement."""

    library: Mapping[str, Sequence[Decision]] = {}
    procurement: Mapping[str, Sequence[Decision]] = {}


def decided(library: Iterable[Decision], procurement: Iterable[Decision] = ()) -> Decided:
    """The decisions of a library and of a record."""
    return Decided(_by_subject(library), _by_subject(procurement))


def _by_subject(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.about, []).append(decision)
    return found


def asked_of(
    provision: Provision,
    fingerprints: Fingerprints,
    decided: Decided,
    review: Approval | None = None,
) -> tuple[AskedQuestion, ...]:
    """The questions of a provision in the order of its notes, then the conditions of its approval, with what was
    decided."""
    of = fingerprints.of(provision)
    found = []
    for number, (asking, text, place) in enumerate(_questions(provision, review), start=1):
        text = " ".join(text.split())
        found.append(AskedQuestion(provision.id, number, asking, text, digest(text), of, place, provision.version))
    return with_decisions(found, provision.id, decided)


def _questions(provision: Provision, review: Approval | None) -> Iterator[tuple[Asking, str, Location]]:
    for note in provision.notes:
        if note.kind == "question":
            yield Asking.PROCUREMENT if note.for_procurement else Asking.LIBRARY, note.text, note.location
    for condition in review.conditions if review else ():
        yield Asking.CONDITION, condition, provision.location


def with_decisions(asked: Sequence[AskedQuestion], about: str, decided: Decided) -> tuple[AskedQuestion, ...]:
    """Questions about one thing with what was decided of it: the library's in the library, the others on record."""
    library = _answered([one for one in asked if one.of_library], decided.library.get(about, ()))
    procurement = _answered([one for one in asked if not one.of_library], decided.procurement.get(about, ()))
    return tuple(sorted((*library, *procurement), key=lambda one: one.number))


def _answered(asked: Sequence[AskedQuestion], decisions: Iterable[Decision]) -> tuple[AskedQuestion, ...]:
    by_question: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_question.setdefault(decision.asked, []).append(decision)
    answered = [_held(one, by_question[one.fingerprint]) if one.fingerprint in by_question else one for one in asked]
    others = [made for question, made in by_question.items() if question not in {one.fingerprint for one in asked}]
    return tuple(_reworded(one, others) if one.decision is None else one for one in answered)


def _held(one: AskedQuestion, made: Sequence[Decision]) -> AskedQuestion:
    *earlier, last = made
    stale = "" if last.of == one.of else "what it is about has changed since"
    return replace(one, decision=last, earlier=tuple(earlier), stale=stale)


def _reworded(one: AskedQuestion, others: Sequence[Sequence[Decision]]) -> AskedQuestion:
    """The question with what was decided of it when its words were others, if there is such a decision."""
    import difflib

    alike = [(difflib.SequenceMatcher(None, made[-1].question, one.text).ratio(), made) for made in others]
    near = [(ratio, made) for ratio, made in alike if ratio >= _REWORDED]
    if not near:
        return one
    *earlier, last = max(near, key=lambda pair: pair[0])[1]
    return replace(one, decision=last, earlier=tuple(earlier), stale="the question has other words since")


def texts_of(
    library: Library, procedure: Procedure, known: Fingerprints, decided: Decided
) -> tuple[AskedQuestion, ...]:
    """The texts of a procedure that stand in provisions and are not the library's own, each as the question that it
    answers: they say what a provision means, so somebody must answer for them. The names and amounts of a procurement
    in passages of the frame say no such thing."""
    found = []
    for parameter in library.parameters:
        given = procedure.facts.get(parameter.fact) if parameter.fact else procedure.parameters.get(parameter.name)
        if parameter.type != "text" or given is None or given[0] == parameter.default:
            continue
        within = {p.id: known.of(p) for p in library.by_id.values() if _is_told_by(p, parameter)}
        if within:
            question, place = " ".join(parameter.question.split()), given[1]
            asked = digest([question, str(given[0])])
            one = AskedQuestion(
                parameter.key, 1, Asking.TEXT, question, asked, digest(within), place, answer=str(given[0])
            )
            found += with_decisions([one], parameter.key, decided)
    return tuple(found)


def _is_told_by(provision: Provision, parameter: Parameter) -> bool:
    """Whether a provision means what a parameter says."""
    if provision.retired or (provision.kind.is_frame and parameter.fact):
        return False
    return any(blank.name == parameter.name for blank in provision.blanks)
