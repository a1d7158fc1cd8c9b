"""Before the tender: the questionnaire, what its answers come to, the risk worksheet and the invitation, as bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.sources import market_template, procedure_at, source_of, template_errors, value_in
from ddtender.diagnostics.messages import Message
from ddtender.library.places import QUESTIONNAIRES

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic
    from ddtender.market.assess import Assessment
    from ddtender.market.compared import SupplierChange
    from ddtender.market.values import About
    from ddtender.model.initiatives import Initiatives
    from ddtender.model.market import Level, Questionnaire
    from ddtender.words import Language

ASSESSMENT = "assessment.json"
_QUESTIONS = f"{QUESTIONNAIRES}/human-rights.yaml"


def questionnaire(
    root: Path, procedure: Path | None, answer_by: date | None, with_scores: bool, tag: str | None = None
) -> bytes:
    """The form that suppliers fill in; ``with_scores`` makes the buyer's own copy. It is in the language of a ``tag``,
    or else in that of the procedure. Raises Refused, Misused."""
    from ddtender.market.form import write_form

    words = language_for(root, tag, procedure)
    form = questions(root, words)
    facts = facts_of(procedure, answer_by, words)
    with template_errors():
        return write_form(form, market_template(root), facts, door.moment_of(root), words, with_scores)


def invitation(
    root: Path, procedure: Path | None, answer_by: date | None, meeting: str | None, tag: str | None = None
) -> bytes:
    """The invitation to a market consultation, in the language of a ``tag`` or of the procedure. Raises Refused,
    Misused."""
    from ddtender.library.market import INVITATION, read_invitation
    from ddtender.library.places import QUESTIONNAIRES
    from ddtender.market.invitation import write_invitation
    from ddtender.market.values import clean

    words = language_for(root, tag, procedure)
    letter = source_of(root, f"{QUESTIONNAIRES}/{INVITATION}", read_invitation, words)
    facts = facts_of(procedure, answer_by, words)
    if meeting and clean(meeting):
        facts["meeting"] = clean(meeting)
    with template_errors():
        return write_invitation(letter, market_template(root), facts, door.moment_of(root), words)


def about(facts: Mapping[str, str]) -> About:
    """What an assessment of today is about, by the facts of a procurement."""
    from ddtender.market.values import About

    return About(facts.get("title"), facts.get("reference"), facts.get("authority_name"), door.today())


class AssessedAnswers(Struct, frozen=True):
    """What came back and what it comes to, what was asked, facts of the procurement, what was found."""

    assessment: Assessment
    asked: Questionnaire
    facts: Mapping[str, str]
    findings: tuple[Diagnostic, ...]


def assessed(
    root: Path,
    returned: Sequence[Path],
    procedure: Path | None,
    words: Language,
    own: Level | None = None,
    known: Initiatives | None = None,
    processes: int | None = None,
) -> AssessedAnswers:
    """The answers in these files, in a language; ``own`` is how far the authority is, ``known`` what is known of
    initiatives, ``processes`` are those of ``answers.assess``. Raises Refused, Misused, WorkspaceError."""
    from ddtender.desk.market.answers import assess
    from ddtender.diagnostics import ordered

    asked, facts = questions(root, words), facts_of(procedure, None)
    told = {"about": about(facts), "known": known, "translated": questions_in_all(root), "words": words, "start": root}
    assessment, findings = assess(returned, asked, own, processes, **told)
    return AssessedAnswers(assessment, asked, facts, tuple(ordered(findings)))


def assessment_set(
    root: Path, assessment: Assessment, asked: Questionnaire, words: Language, procedure: Path | None = None
) -> dict[str, bytes]:
    """What is written of an assessment, by file name, in the language that it was ``asked`` in. Files that lie beside
    the ``procedure``, or below it, are named from there: whoever reads it later may have the folder elsewhere."""
    from ddtender.market.answers_sheet import answers_sheet
    from ddtender.market.report import report

    if procedure is not None:
        assessment = _named_from(assessment, procedure.parent)
    moment = door.moment_of(root)
    with template_errors():
        word = report(assessment, asked, market_template(root), moment, words)
    text = "".join((*assessment.as_json(), "\n"))
    return {
        "report.docx": word,
        "answers.xlsx": answers_sheet(assessment, asked, moment, words),
        ASSESSMENT: text.encode(),
    }


def _named_from(assessment: Assessment, folder: Path) -> Assessment:
    from msgspec.structs import replace

    above = os.path.realpath(folder) + os.sep

    def named(file: str) -> str:
        path = os.path.realpath(file)
        return Path(path[len(above) :]).as_posix() if path.startswith(above) else file

    suppliers = (replace(s, answers=replace(s.answers, file=named(s.answers.file))) for s in assessment.suppliers)
    unread = (f._replace(location=f.location._replace(path=named(f.location.path))) for f in assessment.unread)
    return replace(assessment, suppliers=tuple(suppliers), unread=tuple(unread))


def shared(assessment: Assessment, asked: Questionnaire) -> bytes:
    """What other buyers may see of an assessment: the answers of the suppliers that have agreed."""
    from ddtender.market.shared import share

    return share(assessment, asked)


def comparison(assessment: Assessment, before: Path) -> tuple[SupplierChange, ...]:
    """What rose and fell since the assessment.json at a path, or in a folder. Raises Misused, WorkspaceError."""
    from ddtender.market.compared import compared, read_earlier

    path = before / ASSESSMENT if before.is_dir() else before
    try:
        earlier = read_earlier(door.read_bytes(path))
    except ValueError as error:
        raise Misused(f"{path} is not an assessment.json: {error}", "--before") from None
    return compared(earlier, assessment)


def comparison_report(
    root: Path, changes: tuple[SupplierChange, ...], facts: Mapping[str, str], words: Language
) -> bytes:
    """The Word document that says what rose and fell, in a language."""
    from ddtender.market.compared import report

    with template_errors():
        return report(changes, facts, market_template(root), door.moment_of(root), words)


def recommended(assessment: Path) -> str:
    """The scenario that an assessment.json recommends. Raises Misused."""
    try:
        read = json.loads(door.read_bytes(assessment))
        scenario = read["recommended_scenario"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Misused(f"{assessment} is not an assessment.json", "--scenario-from") from None
    if not isinstance(scenario, str):
        raise Misused(f"{assessment} recommends no scenario", "--scenario-from")
    return scenario


def questions(root: Path, words: Language | None = None) -> Questionnaire:
    """The library's questionnaire, in a language. Raises Refused."""
    from ddtender.library.market import read_questionnaire

    return source_of(root, _QUESTIONS, read_questionnaire, words)


def questions_in_all(root: Path) -> dict[str, Questionnaire]:
    """The questionnaire in its own language and in every one that the library is translated into and it or ddtender has
    words in, by its tag. Raises Refused."""
    from ddtender.desk.speaking import speaker
    from ddtender.library.languages.kinds import languages_in
    from ddtender.library.market import read_questionnaire
    from ddtender.words import SOURCE, PhraseError

    files = door.read_sources(root).files
    found, speaks = {SOURCE: questions(root)}, speaker(root)
    for tag in (one for one in languages_in(files) if one != SOURCE):
        try:
            found[tag] = value_in(files, _QUESTIONS, read_questionnaire, speaks(tag))
        except PhraseError:  # of a form in it nobody could tell what stands in empty fields
            continue
    return found


def language_for(root: Path, tag: str | None, procedure: Path | None = None) -> Language:
    """The language of a tag, or else the authentic one of a procedure; in the end that of the library. Raises Misused,
    Refused."""
    from ddtender.desk.speaking import languages_of, words_for
    from ddtender.desk.translations.translating import language_asked

    wanted = language_asked(tag) if tag else languages_of(procedure_at(procedure) if procedure else None)[0]
    return words_for(wanted, door.read_sources(root).files)


def facts_of(procedure: Path | None, answer_by: date | None, words: Language | None = None) -> dict[str, str]:
    """What a procedure file and the last day for answers say, by the names that the documents use. Raises Refused,
    Misused."""
    from ddtender.words import language

    facts = {}
    if procedure is not None:
        read = procedure_at(procedure)
        names = {"authority_name": "authority.name", "contact": "authority.contact"}
        for name in ("authority_name", "contact", "subject", "reference", "title"):
            if (fact := read.facts.get(names.get(name, name))) is not None:
                facts[name] = str(fact[0])
    if answer_by is not None:
        if answer_by < door.today():
            raise Misused(
                Message(
                    f"{answer_by} has passed; nobody could answer by then.",
                    "messages.refusal.day_passed",
                    day=answer_by,
                ),
                "--answer-by",
            )
        facts["answer_by"] = (words or language()).date(answer_by)
    return facts
