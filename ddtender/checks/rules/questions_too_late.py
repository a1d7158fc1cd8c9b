"""Whoever asks in time gets an answer while there is still time to use it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.model.periods import answers_until

QUESTIONS_TOO_LATE = Code(
    "questions-too-late",
    Topic.COMPOSITION,
    Severity.WARNING,
    "The last day for questions leaves no day on which they could still be answered in time.",
    why=(
        "Additional information that was requested in good time is supplied at the latest some days before the last "
        "day for Tenders, fewer where the procedure is urgent; otherwise that day has to be put off. How many they are "
        "stands in `clause_library/law/procedures.yaml`, or in the file of the country."
    ),
    mend="Let questions end earlier, or Tenders later.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        questions, tenders = (draft.dates.get(name) for name in ("questions_until", "tenders_until"))
        if not (draft.procedure and questions and tenders) or draft.is_below_threshold:
            continue
        answers = answers_until(tenders, draft.law, draft.facts.get("shortened.by"))
        if answers and questions >= answers:
            place = draft.procedure.facts["dates.questions_until"][1]
            days = (tenders - answers).days
            message = Message(
                f"questions may be asked until {questions}, and are to be answered until {answers}, "
                f"{days} days before the last day for Tenders ({tenders})",
                "messages.questions_too_late",
                questions=questions,
                answers=answers,
                days=days,
                tenders=tenders,
            )
            yield Diagnostic(QUESTIONS_TOO_LATE, place, message, QUESTIONS_TOO_LATE.mend)
