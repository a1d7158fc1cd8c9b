"""What could not be checked for want of a fact is said."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import FactKey, LegalCitation, Message
from ddtender.library.places import PROCEDURE_LAW
from ddtender.model import DraftDocument
from ddtender.model.periods import minimum_periods

PERIOD_NOT_CHECKED = Code(
    "period-not-checked",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A procedure has days, and not all that says how much time there must be.",
    why="Minimum periods depend on the law, on the kind of procedure, and on the day from which they count.",
    mend="Write `procedure_type` and the dates that the message names. A library that has no "
    "`clause_library/law/procedures.yaml` knows no law of procedures.",
)
#: The days that the law has something to say of.
_DAYS = {"tenders_until", "award"}
_NO_LAW = "Nothing is known here of minimum periods, of the standstill, of answers, changes and framework agreements."


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    asking = [
        one for one in subject.drafts if one.procedure and _DAYS & one.dates.keys() and not one.is_below_threshold
    ]
    unknown = [draft for draft in asking if not draft.law.is_known]
    if unknown and subject.library.by_id and not subject.unread(PROCEDURE_LAW):
        said = f"days that the law sets for procedures were not checked: this library has no {PROCEDURE_LAW}"
        message = Message(said, "messages.period_not_checked.no_law")
        hint = f"Write it (`ddtender schema law-procedures`), or count by yourself. {_NO_LAW}"
        yield Diagnostic(PERIOD_NOT_CHECKED, unknown[0].location, message, hint)  # once, of whatever is composed
    for draft in asking:
        if draft.law.minimum and "tenders_until" in draft.dates:
            yield from _of_periods(draft)


def _of_periods(draft: DraftDocument) -> Iterator[Diagnostic]:
    assert draft.procedure
    place, kind = draft.procedure.facts["dates.tenders_until"][1], draft.facts.get("procedure_type")
    if kind is None:
        said = "whether there is enough time for Tenders was not checked: `procedure_type` is not given"
        message = Message(said, "messages.period_not_checked.no_kind", fact=FactKey("procedure_type"))
        hint = "Write `procedure_type: open`, or the kind that it is."
        yield Diagnostic(PERIOD_NOT_CHECKED, place, message, hint)
        return
    if kind not in draft.law.free and all(one.procedure != kind for one in draft.law.minimum):
        said = f"whether there is enough time for Tenders was not checked: no minimum is known for '{kind}'"
        message = Message(said, "messages.period_not_checked.kind", fact=FactKey("procedure_type"))
        hint = f"Write it into {draft.law.location.path}, or list the kind there under `free`."
        yield Diagnostic(PERIOD_NOT_CHECKED, place, message, hint)
    for period in minimum_periods(draft.law, kind, draft.facts.get("shortened.by")):
        begins = {period.begins, "publication"} if period.begins == "notice_sent" else {period.begins}
        missing = [f"`dates.{n}`" for n in sorted(begins) if not begins & draft.dates.keys()][:1]
        missing += [f"`dates.{period.ends}`"] if period.ends not in draft.dates else []
        if missing:
            said = f"a minimum period ({period.cite}) was not checked: no {' and no '.join(missing)}"
            facts = tuple(FactKey(one.strip("`")) for one in missing)
            message = Message(said, "messages.period_not_checked.no_day", law=LegalCitation(period.cite), facts=facts)
            yield Diagnostic(PERIOD_NOT_CHECKED, place, message, f"Write {' and '.join(missing)}.")
