"""Deciding the questions that a library leaves open: what is asked, what is on record, and new decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.on_record import in_words, is_last
from ddtender.desk.sources import library_and_files, refuse_unknown
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.messages import FactKey, Message
from ddtender.library.places import DECISIONS, record_of
from ddtender.model import AskedQuestion, Asking, Decision

if TYPE_CHECKING:
    from ddtender.model import Library, Procedure


class Resolution(Struct, frozen=True):
    """What is decided: the answer (None: that on record holds, or what the procedure file says will do), by whom, in
    which role, why, and on which day (None: today)."""

    text: str | None
    by: str
    role: str
    why: str
    on: date | None = None


class _Sources(Struct, frozen=True):
    """The library with its files, and the procedure with its record, if there is one."""

    library: Library
    files: dict[str, bytes]
    procedure: Procedure | None = None
    record: Path | None = None
    written: bytes = b""
    decisions: Sequence[Decision] = ()


def questions(
    root: Path, about: str | None = None, procedure: Path | None = None, with_record: bool = True
) -> list[AskedQuestion]:
    """What is asked: all of it of one thing, or what is open of the library or, with a ``procedure``, of what that is
    made from. ``about`` is the id of a provision, or the key of a fact of the procedure. Without ``with_record`` nobody
    looks at what was decided of the procurement: then all that it is asked is open. Raises Refused, Misused."""
    sources = _sources(root, procedure, with_record)
    found = _asked(sources)
    if about is not None:
        return _about(found, about, sources.library)
    if sources.procedure is None:
        return [one for one in found if one.is_open and one.of_library]
    used = _used(sources.library, sources.procedure)
    return [one for one in found if one.is_open and not one.of_library and (one.about in used or one.answer)]


def asked_of_procurement(root: Path, procedure: Path) -> list[AskedQuestion]:
    """What provisions ask of a procurement, whatever they are: also those that it leaves out, also what is decided.
    Raises Refused."""
    return [one for one in _asked(_sources(root, procedure)) if not one.of_library and not one.answer]


def _used(library: Library, procedure: Procedure) -> set[str]:
    """The provisions of a procurement, in the scenario that its file fits best; in all of them if it fits several."""
    from ddtender.compose import best_scenarios, compose

    drafts = [compose(library, scenario, procedure)[0] for scenario in best_scenarios(library, procedure)]
    composed = {one.provision.id for draft in drafts for one in draft.provisions}
    return composed | {definition.id for draft in drafts for definition in draft.definitions}


def decide(
    root: Path, about: str, number: int | None, answer: Resolution, procedure: Path | None = None
) -> tuple[AskedQuestion, str]:
    """Put an answer on record, after what is there; the question, and the path of the record. Raises Refused, Misused.

    What only a procurement can answer goes to its own record, everything else beside the library's stamps.
    """
    from ddtender.history.stamps import decisions_file
    from ddtender.library.layers.origins import own
    from ddtender.library.loader import load
    from ddtender.record import decision_line, read_record

    sources = _sources(root, procedure)
    one = _one(_about(_asked(sources), about, sources.library), number, procedure is not None)
    if not one.of_library and sources.record is None:
        raise Misused(f"question {one.number} is one that only a procurement can answer: give its file.", "--procedure")
    if one.of_library and procedure is not None:
        raise Misused(
            f"question {one.number} is one for the library: whoever answers for it decides it for all procurements. "
            "Leave --procedure out, or let the procurement have a provision of its own."
        )
    decision = _decision(one, answer)
    if sources.record is not None:
        if is_last(sources.written, partial(decision_line, decision)):
            return one, str(sources.record)
        line = decision_line(decision, sources.written)
        _refuse_unreadable(read_record(sources.record.as_posix(), sources.written + line)[1])
        door.append(sources.record, sources.written, line)
        return one, str(sources.record)
    path = f"{DECISIONS}/{about}.yaml"
    provision = sources.library.by_id[about].location.path
    content = decisions_file(own(sources.files).get(path), about, [decision])
    _refuse_unreadable(load({path: content})[1], path)
    here = own(sources.files)
    read = {name: here[name] for name in (path, provision) if name in here}
    door.write_files(root, {path: content}, read)
    return one, path


def _refuse_unreadable(findings: Iterable[Diagnostic], path: str | None = None) -> None:
    """Raises Refused for words that could not be read again, such as letters of two alphabets in one."""
    found = [finding for finding in findings if path in (None, finding.location.path)]
    if has_errors(found):
        raise Refused(ordered(found), "; nothing was written")


def _sources(root: Path, procedure: Path | None, with_record: bool = True) -> _Sources:
    from ddtender.library.loader import load_procedure
    from ddtender.record import decisions_of, read_record

    library, files = library_and_files(root)
    if procedure is None:
        return _Sources(library, files)
    read, findings = load_procedure(procedure.as_posix(), door.read_bytes(procedure))
    if read is None or has_errors(findings):
        raise Refused(ordered(findings))
    record = Path(record_of(procedure.as_posix()))
    written = door.read_record(record) if with_record else b""
    entries, found = read_record(record.as_posix(), written) if written else ((), [])
    if found:
        raise Refused(ordered(found), "; nothing was written")
    return _Sources(library, files, read, record, written, decisions_of(entries))


def _asked(sources: _Sources) -> list[AskedQuestion]:
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.history.questions import decided, texts_of
    from ddtender.history.states import standings, with_questions

    library, fingerprints = sources.library, Fingerprints(sources.library)
    made = decided(library.decisions, sources.decisions)
    known = with_questions(standings(fingerprints), fingerprints, made)
    found = [one for standing in known.values() if not standing.provision.retired for one in standing.asked]
    if sources.procedure is not None:
        found += texts_of(library, sources.procedure, fingerprints, made)
    return found


def _about(found: Iterable[AskedQuestion], about: str, library: Library) -> list[AskedQuestion]:
    asked = [one for one in found if one.about == about]
    if not asked:
        facts = {parameter.key for parameter in library.parameters}
        if about in facts:
            said = "is no text of the procedure that stands in a provision, so there is nothing to approve."
            raise Misused(f"'{about}' {said}", "ID")
        refuse_unknown([about], library.by_id)
        raise Misused(f"the notes of '{about}' ask nothing.", "ID")
    return asked


def _one(asked: Sequence[AskedQuestion], number: int | None, of_procurement: bool) -> AskedQuestion:
    """The question that is meant: without a number the only one, or the only one that is open, of those that can be
    decided here."""
    if number is None:
        here = [one for one in asked if one.of_library is not of_procurement] or asked
        waiting = [one for one in here if one.is_open] or here
        if len(waiting) == 1:
            return waiting[0]
        numbers = ", ".join(str(one.number) for one in waiting)
        raise Misused(f"'{asked[0].about}' has several questions ({numbers}); say which one.", "--question")
    found = next((one for one in asked if one.number == number), None)
    if found is None:
        raise Misused(f"'{asked[0].about}' has {len(asked)} questions, and no question {number}.", "--question")
    return found


def _decision(one: AskedQuestion, answer: Resolution) -> Decision:
    on = answer.on or door.today()
    if on > door.today():
        raise Misused(
            Message(
                f"{on} is still to come; a decision is of the day on which it was made.",
                "messages.refusal.day_to_come",
                day=on,
            ),
            "--on",
        )
    text = answer.text
    if one.asking is Asking.TEXT:
        if text is not None:
            raise Misused(
                Message(
                    f"the answer is what the procedure file says at `{one.about}`: change it there.",
                    "messages.refusal.answer_in_facts",
                    fact=FactKey(one.about),
                ),
                "--answer",
            )
        text = one.answer
    elif text is None:
        if one.decision is None:
            raise Misused(
                Message("nothing is on record that could hold: give an answer.", "messages.refusal.no_answer_before"),
                "--again",
            )
        text = one.decision.answer
    text, by, role, why = in_words({"--answer": text, "--by": answer.by, "--role": answer.role, "--why": answer.why})
    return Decision(
        about=one.about,
        question=one.text,
        asked=one.fingerprint,
        of=one.of,
        answer=text,
        by=by,
        role=role,
        on=on,
        why=why,
        location=one.location,
        version=one.version,
    )
