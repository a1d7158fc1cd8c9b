"""A framework agreement lasts no longer than the law allows, unless something justifies it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.model.timetable import latest_end_of

FRAMEWORK_TOO_LONG = Code(
    "framework-too-long",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A framework agreement lasts for longer than the law has it (four years in the Union), and nothing says why.",
    why=(
        "The term of a framework agreement, options to extend it included, does not exceed what the law has, save in "
        "exceptional cases that are duly justified, in particular by its subject. How many years these are stands in "
        "`clause_library/law/procedures.yaml`, or in the file of the country."
    ),
    mend="Let it end earlier, extend it less often, or say why at `framework.longer_because`.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    from dateutil.relativedelta import relativedelta

    for draft in subject.drafts:
        facts, law = draft.facts, draft.law.framework
        is_framework = facts.get("framework.kind", "none") != "none" and "framework.longer_because" not in facts
        start, end = (draft.dates.get(name) for name in ("contract_start", "contract_end"))
        if not (draft.procedure and law and is_framework and start and end) or draft.is_below_threshold:
            continue
        last = latest_end_of(draft) or end
        if last >= start + relativedelta(years=law.years):
            place = draft.procedure.facts["dates.contract_end"][1]
            extended = " with all extensions" if last > end else ""
            message = Message(
                f"the framework agreement lasts from {start} to {last}{extended}, more than {law.years} years",
                f"messages.framework_too_long.{'extended' if last > end else 'plain'}",
                start=start,
                last=last,
                years=law.years,
            )
            yield Diagnostic(FRAMEWORK_TOO_LONG, place, message, FRAMEWORK_TOO_LONG.mend)
