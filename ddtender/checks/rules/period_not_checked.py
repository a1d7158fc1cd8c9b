"""What could not be checked for want of a fact is said."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.periods import minimum_periods

PERIOD_NOT_CHECKED = Code(
    "period-not-checked",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A procedure has a last day for Tenders, and not all that says how much time there must be.",
    why="Minimum periods depend on the kind of procedure, and on the day from which they count.",
    mend="Write `procedure_type` and the dates that the message names.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if not (draft.procedure and "tenders_until" in draft.dates) or draft.is_below_threshold:
            continue
        place, kind = draft.procedure.facts["dates.tenders_until"][1], draft.facts.get("procedure_type")
        if kind is None:
            message = "whether there is enough time for Tenders was not checked: `procedure_type` is not given"
            hint = "Write `procedure_type: open`, or the kind that it is."
            yield Diagnostic(PERIOD_NOT_CHECKED, place, message, hint)
            continue
        for period in minimum_periods(kind, draft.facts.get("shortened.by")):
            begins = {period.begins, "publication"} if period.begins == "notice_sent" else {period.begins}
            missing = [f"`dates.{n}`" for n in sorted(begins) if not begins & draft.dates.keys()][:1]
            missing += [f"`dates.{period.ends}`"] if period.ends not in draft.dates else []
            if missing:
                message = f"a minimum period (Article {period.article}) was not checked: no {' and no '.join(missing)}"
                yield Diagnostic(PERIOD_NOT_CHECKED, place, message, f"Write {' and '.join(missing)}.")
