"""References, `variant_of` and `carries_out` name something that exists; a file with errors of its own still exists."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import Suggestions
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import Library, Provision

UNKNOWN_REFERENCE = Code(
    "unknown-reference",
    Topic.STRUCTURE,
    Severity.ERROR,
    "A reference points to an id that no provision has.",
    why="It would be printed as a reference to nothing, which is how the manual lost its award criterion.",
    mend="Correct the id; the hint names the nearest one.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    library = subject.library
    suggest = Suggestions(library.by_id)
    for provision in library.provisions:
        for target, place in (*_references(provision), *_base(provision)):
            if not _exists(library, target):
                hint = suggest(target, "Correct the id, or add the provision.")
                yield Diagnostic(UNKNOWN_REFERENCE, place, f"no provision has the id '{target}'", hint)


def _references(provision: Provision) -> Iterator[tuple[str, Location]]:
    yield from ((reference.target, reference.location) for reference in provision.references)


def _base(provision: Provision) -> Iterator[tuple[str, Location]]:
    if provision.variant_of:
        yield provision.variant_of, provision.place("variant_of")
    for n, promised in enumerate(provision.carries_out):
        yield promised, provision.place("carries_out", n)
    for n, earned in enumerate(provision.unless_earned):
        yield earned, provision.place("unless_earned", n)


def _exists(library: Library, id_: str) -> bool:
    return id_ in library.by_id or id_ in library.broken_ids
