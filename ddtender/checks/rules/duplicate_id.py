"""An id names one thing: among provisions, reply forms and their parts, facts of a procedure, and provisions of law."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import DUPLICATE_ID
from ddtender.model import Library, ReplyFormTable

#: What is said of a thing whose name is taken, its name as it is compared (with whatever it is compared within), where
#: it stands, and how the finding is mended.
_Named = tuple[str, str, Location, str]
_MEND = "give one of the two an id of its own"


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    first: dict[str, tuple[Location, int]] = {}
    for n, (message, name, place, mend) in enumerate(_named(subject.library)):
        earlier, number = first.setdefault(name, (place, n))
        if number != n:
            hint = f"It stands in {earlier.path}:{earlier.line}; {mend}."
            yield Diagnostic(DUPLICATE_ID, place, message, hint)


def _named(library: Library) -> Iterator[_Named]:
    for name, things in (("provision", library.provisions), ("reply form", library.reply_forms)):
        for thing in things:
            yield f"another {name} has the id '{thing.id}' already", f"{name} {thing.id}", thing.location, _MEND
    for form in library.reply_forms:
        inside = f"part of {form.location.path}"
        for part in form.parts:
            message = f"another part of this form has the id '{part.id}' already"
            yield message, f"{inside}: {part.id}", part.location, _MEND
            for id_, _, _ in part.columns if isinstance(part, ReplyFormTable) else ():
                message = f"another column of this table has the id '{id_}' already"
                yield message, f"{inside}: {part.id}: {id_}", part.location, _MEND
    for parameter in library.parameters:
        if parameter.fact:
            message = f"another parameter than '{parameter.name}' takes `{parameter.fact}` already"
            yield message, f"fact {parameter.fact}", parameter.location, "keep one of the two"
    for law in library.legal_bases:
        message = f"'{law.citation}' is explained already, spelt another way"
        yield message, f"law {' '.join(law.citation.casefold().split())}", law.location, "keep one of the two"
