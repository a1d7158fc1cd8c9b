"""Talks with the market, with brands and among colleagues: their papers, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.sources import market_template, source_if_there, source_of, template_errors
from ddtender.diagnostics.messages import Message
from ddtender.library.places import DIALOGUE

if TYPE_CHECKING:
    from ddtender.market.assess import Assessment
    from ddtender.model.market import Outline, Questionnaire
    from ddtender.render.outline import PaperPart
    from ddtender.words import Language

_FACTS = ("title", "reference", "authority_name")


def agenda(
    root: Path,
    assessment: Assessment,
    asked: Questionnaire,
    facts: Mapping[str, str],
    meeting: str | None,
    supplier: str | None,
    words: Language,
) -> bytes:
    """The agenda of a meeting with the market, from the answers that came back; with ``supplier`` the paper for a talk
    with that one alone. It is in the language of ``words``, as is what was ``asked``. Raises Refused, Misused."""
    from ddtender.market.points import market_parts, supplier_part

    if supplier is None:
        return _outline(root, "market-meeting", facts, market_parts(assessment, asked, words), words, meeting)
    found = next((s for s in assessment.suppliers if _same(s.answers.company, supplier)), None)
    if found is None:
        names = ", ".join(dict.fromkeys(s.answers.company for s in assessment.suppliers if s.answers.company))
        raise Misused(
            Message(
                f"no answers are from '{supplier}'. There are: {names or 'none with a name'}.",
                "messages.refusal.no_supplier",
                name=supplier,
            ),
            "--supplier",
        )
    parts = [supplier_part(found.questions, words)]
    more = [(words.say("dialogue.head.supplier"), found.answers.company)]
    return _outline(root, "supplier-talk", facts, parts, words, meeting, more)


def programme(
    root: Path, assessment: Assessment | None, asked: Questionnaire, facts: Mapping[str, str], words: Language
) -> bytes:
    """The programme of a day on which buyers meet resellers and brands, with questions from the answers that came back,
    if there are any. Raises Refused."""
    from ddtender.market.points import brand_questions

    parts = [brand_questions(assessment, asked, words)] if assessment else []
    return _outline(root, "programme", facts, parts, words)


def training(
    root: Path, register: Path | None, facts: Mapping[str, str], tag: str | None = None, procedure: Path | None = None
) -> bytes:
    """The outline of a training for contract managers, with the duties of one contract if its register is given. It is
    in the language of a ``tag``, or else in that of the register or of the procedure. Raises Refused, Misused,
    WorkspaceError."""
    from ddtender.contract.training import duties_part
    from ddtender.desk.market.papers import language_for

    if register is None:
        words = language_for(root, tag, procedure)
        return _outline(root, "training", facts, _ratings(root, words), words)
    from ddtender.contract.reading import read_register
    from ddtender.desk.speaking import speaker
    from ddtender.diagnostics import ordered
    from ddtender.sheets.plan import tag_of

    filled, findings = read_register(door.read_bytes(register), register.as_posix(), speaker(root))
    if filled is None:
        raise Refused(ordered(findings))
    plan = filled.plan
    words = language_for(root, tag or tag_of(plan.language))
    known = {"title": plan.title, "reference": plan.reference, "authority_name": plan.authority}
    facts = {name: value for name, value in known.items() if value} | dict(facts)
    return _outline(root, "training", facts, [duties_part(plan, words), *_ratings(root, words)], words)


def _ratings(root: Path, words: Language) -> list[PaperPart]:
    """What others learned of ratings: the example of the yearly dialogue, where the library has one. Raises Refused."""
    from ddtender.market.points import example_part

    talk = yearly_talk(root, words)
    return [] if talk is None else [example_part(talk, words)]


def yearly_talk(root: Path, words: Language) -> Outline | None:
    """How the yearly dialogue goes, in a language, where the library says so. Raises Refused."""
    from ddtender.library.market import read_outline

    return source_if_there(root, f"{DIALOGUE}/yearly-talk.yaml", read_outline, words)


def brand_letter(
    root: Path, facts: Mapping[str, str], brand: str | None, reseller: str | None, words: Language
) -> bytes:
    """The letter to a brand through a reseller, with its reply form, in a language. Raises Refused."""
    from ddtender.library.market import read_invitation, read_outline
    from ddtender.market.brand import brand_letter as written
    from ddtender.market.values import clean_name

    letter = source_of(root, f"{DIALOGUE}/to-brand.yaml", read_invitation, words)
    reply = source_of(root, f"{DIALOGUE}/brand-reply.yaml", read_outline, words)
    named = {"brand": clean_name(brand or ""), "reseller": clean_name(reseller or "")}
    known = {**facts, **{name: value for name, value in named.items() if value}}
    with template_errors():
        return written(letter, reply, market_template(root), known, door.moment_of(root), words)


def _outline(
    root: Path,
    name: str,
    facts: Mapping[str, str],
    parts: Sequence[PaperPart],
    words: Language,
    meeting: str | None = None,
    more: Sequence[tuple[str, str | None]] = (),
) -> bytes:
    from ddtender.library.market import read_outline
    from ddtender.market.values import clean
    from ddtender.render.outline import write_outline

    outline = source_of(root, f"{DIALOGUE}/{name}.yaml", read_outline, words)
    rows = [(words.say(f"dialogue.head.{fact}"), facts.get(fact)) for fact in _FACTS]
    rows += [*more, (words.say("dialogue.head.date"), words.date(door.today()))]
    rows.append((words.say("dialogue.head.meeting"), clean(meeting) or None if meeting else None))
    with template_errors():
        return write_outline(outline, rows, parts, market_template(root), door.moment_of(root), words)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
