"""What the library says of law and of the steps of due diligence names provisions, which must be there."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.compose import did_you_mean
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import Graded, Provision

LAW_WITHOUT_PROVISION = Code(
    "law-without-provision",
    Topic.STRUCTURE,
    Severity.WARNING,
    "A file of `clause_library/law/` names a provision, or an element of one, that the library does not have.",
    why="The note in the margin, or the table of steps, would silently lack what was meant for that provision.",
    mend="Correct the id, or take it out of the file.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    library, law = subject.library, subject.library.law
    if library.broken_files:  # what is missing follows from that
        return
    named: list[tuple[str, Location]] = []
    if law.timeline:
        named += [(id_, law.timeline.location) for one in law.timeline.entries for id_ in one.about]
    if law.buyers:
        named += [(id_, law.buyers.location) for one in law.buyers.duties for id_ in one.served_by]
    if law.steps:
        named += [(one.provision, law.steps.location) for one in law.steps.serves]
    for id_, place in dict.fromkeys(named):
        if id_ not in library.by_id and id_ not in library.broken_ids:
            hint = did_you_mean(id_, library.by_id) or LAW_WITHOUT_PROVISION.mend
            yield Diagnostic(LAW_WITHOUT_PROVISION, place, f"there is no provision '{id_}'", hint)
    for one in law.steps.serves if law.steps else ():
        if (provision := library.by_id.get(one.provision)) is None:
            continue
        elements = _elements(provision)
        for element in one.elements:
            if element not in elements and law.steps:
                message = f"'{one.provision}' has no element '{element}'"
                hint = did_you_mean(element, elements) or LAW_WITHOUT_PROVISION.mend
                yield Diagnostic(LAW_WITHOUT_PROVISION, law.steps.location, message, hint)


def _elements(provision: Provision) -> tuple[str, ...]:
    scoring = provision.scoring
    return tuple(one.id for one in scoring.options) if isinstance(scoring, Graded) else ()
