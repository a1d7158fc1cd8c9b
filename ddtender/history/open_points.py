"""Questions that nobody has answered as they stand, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import FactKey, Message, NamedProvision
from ddtender.history.codes import OPEN_QUESTION, STALE_DECISION, TEXT_NOT_APPROVED
from ddtender.model import AskedQuestion, Asking

#: Of a longer question a message shows so many characters.
_SHOWN = 160
_IS_OPEN = {
    Asking.LIBRARY: "question {number} is open: {text}",
    Asking.PROCUREMENT: "question {number} is open, and only the procurement can answer it: {text}",
    Asking.CONDITION: "it was approved subject to a condition that nobody says is met (question {number}): {text}",
}


def open_points(asked: Iterable[AskedQuestion], procedure: str | None = None) -> Iterator[Diagnostic]:
    """A finding for every question that is open; ``procedure`` is the file of the procurement, if there is one."""
    for one in asked:
        if one.is_open:
            yield _finding(one, procedure)


def _finding(one: AskedQuestion, procedure: str | None) -> Diagnostic:
    at = "" if one.of_library else f" --procedure {procedure or 'FILE'}"
    if one.asking is Asking.TEXT:
        message = f"'{one.about}' is a text of this procedure that stands in provisions: {shortened(one.answer)}"
        if one.decision:
            message += f"; {_before(one)}"
        places = {"fact": FactKey(one.about), "text": shortened(one.answer)}
        message = Message(message, "messages.text_not_approved", **places)
        hint = f"After a review: `ddtender decide {one.about}{at} --by NAME --role ROLE --why …`."
        return Diagnostic(TEXT_NOT_APPROVED, one.location, message, hint)
    question = f"{one.about}{at}" if one.number == 1 else f"{one.about}{at} --question {one.number}"
    places = {"provision": NamedProvision(one.about), "number": one.number, "question": shortened(one.text)}
    if one.decision:
        message = Message(
            f"'{one.about}': question {one.number} was decided, but {one.stale}: {shortened(one.text)}; {_before(one)}",
            "messages.stale_decision",
            **places,
            by=one.decision.by,
            role=one.decision.role,
            on=one.decision.on,
            answer=shortened(one.decision.answer),
        )
        hint = f"If the answer holds: `ddtender decide {question} --again --by NAME --role ROLE --why …`."
        return Diagnostic(STALE_DECISION, one.location, message, hint)
    said = f"'{one.about}': " + _IS_OPEN[one.asking].format(number=one.number, text=shortened(one.text))
    message = Message(said, f"messages.open_question.{one.asking.value}", **places)
    hint = f"`ddtender decide {question} --answer … --by NAME --role ROLE --why …`"
    hint += ", or mend the text and delete the question." if one.of_library else "."
    return Diagnostic(OPEN_QUESTION, one.location, message, hint)


def _before(one: AskedQuestion) -> str:
    made = one.decision
    assert made is not None
    return f"the answer of {made.by}, {made.role}, on {made.on} was: {shortened(made.answer)}"


def shortened(text: str) -> str:
    """A text on one line, as far as a message shows it."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
