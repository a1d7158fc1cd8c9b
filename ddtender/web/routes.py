"""What a page is: an address, what is shown there, and what is done with the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from starlette.responses import Response

from ddtender.web.broken import Relied
from ddtender.web.people import ALL, Person
from ddtender.web.settings import TeamRole
from ddtender.web.visit import Visit

Handler = Callable[[Visit], Response]
#: Whoever was let in, whatever their role.
ANYBODY = ALL
#: The same without those who only evaluate: they see what was published, and their own sheets.
INSIDE: tuple[TeamRole, ...] = ("officer", "lawyer", "maintainer", "reader")


class WebPage(Struct, frozen=True):
    """A page. ``may`` are the roles that it is for, ``may_save`` those of them that may send its form.
    ``tells_of_tenders`` is set where it tells what others have judged, and what came of it; ``prints_facts`` where it
    has what the procedure file states, which is who has won as soon as somebody has. ``for_guests`` says what
    colleagues who came in by a link may do there: nothing, look, or send the form as well. ``relies_on`` is what its
    form goes by or adds to: where that cannot be read, the form is not offered."""

    path: str
    show: Handler | None = None
    save: Handler | None = None
    may: tuple[TeamRole, ...] = INSIDE
    may_save: tuple[TeamRole, ...] = ("officer",)
    tells_of_tenders: bool = False
    prints_facts: bool = False
    for_guests: Literal["", "see", "save"] = ""
    relies_on: tuple[Relied, ...] = ()

    def lets_in(self, person: Person, changes: bool, names_winners: Callable[[], bool]) -> bool:
        """Whether the page, or with ``changes`` its form, is for somebody; ``names_winners`` says whether the procedure
        file names who has won, and is asked only where that counts."""
        if person.procurement and self.for_guests not in (("save",) if changes else ("see", "save")):
            return False
        if self.tells_of_tenders and person.is_judging:
            return False
        if self.prints_facts and not person.hears_who_won and names_winners():
            return False
        return person.can(*self.may) and (not changes or person.can(*self.may_save))
