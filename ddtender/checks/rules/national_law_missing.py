"""A procedure that names its country prints that country's law, so each citation of a directive has its counterpart."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.compose import did_you_mean
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import LegalCitation, Message, StatedCountry
from ddtender.library.places import NATIONAL

NATIONAL_LAW_MISSING = Code(
    "national-law-missing",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A procedure names its country, and the library does not say where its law has what a provision cites.",
    why="A directive binds through national law: the national provision is what a court of that country applies.",
    mend="Add the citation to `clause_library/national/CC.yaml`, with what it was verified against, or `verified: no`.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    known = {law.code: law for law in subject.library.national}
    for draft in subject.drafts:
        told = draft.procedure.facts.get("country") if draft.procedure else None
        if told is None:
            continue
        code, place = str(told[0]), told[1]
        path = f"{NATIONAL}/{code}.yaml"
        if code not in known:
            if not subject.unread(path):
                said = f"{path} is not there: the law of '{code}' is not known"
                message = Message(said, "messages.national_law_missing.country", country=StatedCountry(code))
                hint = (
                    did_you_mean(code, known)
                    or "Write it, or leave `country` out; the documents cite what the library cites then."
                )
                yield Diagnostic(NATIONAL_LAW_MISSING, place, message, hint)
            continue
        law, printed = known[code], [*(c.provision for c in draft.provisions), *draft.definitions]
        cited = dict.fromkeys(
            basis for p in printed for basis in p.legal_basis if draft.law.binds_through_national_law(basis)
        )
        for citation in cited:
            if citation not in law.by_citation:
                message = Message(
                    f"the law of {law.country} has nothing for '{citation}', which '{draft.scenario.name}' cites",
                    "messages.national_law_missing.citation",
                    country=StatedCountry(law.code),
                    citation=LegalCitation(citation),
                )
                yield Diagnostic(NATIONAL_LAW_MISSING, law.location, message, NATIONAL_LAW_MISSING.mend)
