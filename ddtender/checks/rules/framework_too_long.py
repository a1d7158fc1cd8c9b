"""A framework agreement lasts for four years at most, unless something justifies a longer one."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.timetable import latest_end_of

FRAMEWORK_TOO_LONG = Code(
    "framework-too-long",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A framework agreement lasts for more than four years, and nothing says why.",
    why=(
        "The term of a framework agreement, options to extend it included, does not exceed four years, save in "
        "exceptional cases that are duly justified, in particular by its subject (Directive 2014/24/EU, Article 33(1))."
    ),
    mend="Let it end earlier, extend it less often, or say why at `framework.longer_because`.",
)
_YEARS = 4


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    from dateutil.relativedelta import relativedelta

    for draft in subject.drafts:
        facts = draft.facts
        is_framework = facts.get("framework.kind", "none") != "none" and "framework.longer_because" not in facts
        start, end = (draft.dates.get(name) for name in ("contract_start", "contract_end"))
        if not (draft.procedure and is_framework and start and end) or draft.is_below_threshold:
            continue
        last = latest_end_of(draft) or end
        if last >= start + relativedelta(years=_YEARS):
            place = draft.procedure.facts["dates.contract_end"][1]
            extended = " with all extensions" if last > end else ""
            message = f"the framework agreement lasts from {start} to {last}{extended}, more than {_YEARS} years"
            yield Diagnostic(FRAMEWORK_TOO_LONG, place, message, FRAMEWORK_TOO_LONG.mend)
