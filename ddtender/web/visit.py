"""One request, as a page sees it: who asks, in which language, about which procurement, with which answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ddtender import workspace as door
from ddtender.desk.documents.previewing import Grounds, Preview, preview
from ddtender.desk.facts.fields import FieldGroup, field_at, field_groups, path_of
from ddtender.desk.facts.new_procurement import parameters_of
from ddtender.desk.facts.values import facts_of
from ddtender.desk.speaking import Speaks, speaker_of
from ddtender.model import Library
from ddtender.web.broken import BrokenFile, broken_files, offered, without_told
from ddtender.web.guard.uploads import taken, unpacked
from ddtender.web.people import Person
from ddtender.web.problems import REFUSALS, FieldProblem, NotFound, Problem
from ddtender.web.procurements import folder_of, page_of
from ddtender.web.settings import Settings
from ddtender.web.store import answers, sessions
from ddtender.web.store.sessions import Session
from ddtender.web.views import drawn
from ddtender.web.whereabouts import below
from ddtender.words import SOURCE, Language, PhraseError

#: The cookie that holds the secret of a session.
COOKIE = "ddtender"
#: The libraries of this process; what a page shows depends on their bytes alone.
GROUNDS = Grounds()
#: How the keys of days begin.
_DAYS = "dates."


class FormAnswers(Mapping[str, str]):
    """What a form brought: text by the names of its fields, several where there are, and files."""

    def __init__(self, fields: Iterable[tuple[str, str]] = (), files: Iterable[tuple[str, str, bytes]] = ()) -> None:
        self.fields = [(name, value.replace("\r\n", "\n")) for name, value in fields]
        #: The field, the name that it had there, the content.
        self.files = [*files]
        self._last = dict(self.fields)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self):
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def text(self, name: str) -> str:
        """What stands in a field, without the blanks around it; "" where there is none."""
        return self._last.get(name, "").strip()

    def all(self, name: str) -> list[str]:
        """All values of a field, such as the boxes that are ticked."""
        return [value for one, value in self.fields if one == name]

    def file(self, name: str, *kinds: str) -> tuple[str, bytes]:
        """The file of a field as its safe name and its content. Raises Problem where there is none of these kinds."""
        found = self.handed_in(name, *kinds)
        if not found:
            raise Problem("web.upload.none")
        return found[0]

    def archive(self, name: str) -> dict[str, bytes]:
        """The files of the .zip of a field, by path. Raises Problem where there is none."""
        found = next(((called, content) for one, called, content in self.files if one == name and content), None)
        if found is None:
            raise Problem("web.upload.none")
        return unpacked(*found)

    def handed_in(self, name: str, *kinds: str) -> list[tuple[str, bytes]]:
        """All files of a field as safe names and contents. Raises Problem."""
        return [
            (taken(called, content, *kinds), content) for one, called, content in self.files if one == name and content
        ]


class Visit:
    """A request of somebody who was let in."""

    def __init__(
        self,
        request: Request,
        settings: Settings,
        engine: Engine,
        session: Session,
        person: Person,
        language: Language,
        given: FormAnswers,
    ) -> None:
        self.request = request
        self.settings = settings
        self.engine = engine
        self.session = session
        self.person = person
        self.language = language
        self.given = given

    @property
    def root(self) -> Path:
        """The folder of the clause library."""
        return Path(self.settings.root)

    @property
    def name(self) -> str:
        """The name of the procurement that the page is about, "" if about none."""
        return self.request.path_params.get("name", "")

    @cached_property
    def broken(self) -> tuple[BrokenFile, ...]:
        """Those of the files that all pages of the procurement go by that something is wrong with."""
        try:
            return broken_files(self.folder) if self.name else ()
        except (NotFound, *REFUSALS):  # there is no such procurement
            return ()

    def offered(self, page: str) -> Markup:
        """The HTML of a page without the forms that rely on a file which cannot be read."""
        pages = self.request.app.state.pages.values()
        return offered(page, self.request.url.path, pages, self.broken, self.say("web.broken.no_form"))

    @property
    def library_place(self) -> str:
        """Where the clause library lies; how its folder is called for a team, whose page is on a machine of others."""
        return self.settings.root if self.settings.team is None else self.root.name

    def below(self, text: str) -> str:
        """A text as it is shown here: paths begin in the folder of the procurement, or in that of all of them."""
        return below(
            text, (Path(self.settings.folder, self.name), self.settings.folder, self.root, self.settings.state)
        )

    @cached_property
    def folder(self) -> Path:
        """The folder of the procurement. Raises NotFound."""
        return folder_of(self.settings, self.name)

    @cached_property
    def sources(self) -> Mapping[str, bytes]:
        """The files of the clause library as they were when they were first asked for. Raises WorkspaceError."""
        return door.read_sources(self.root, None, None).files

    @cached_property
    def library(self) -> Library:
        """The library with the words of whoever reads, where it has them. Raises WorkspaceError."""
        return GROUNDS.spoken(self.sources, self.language.tag)

    @cached_property
    def own_library(self) -> Library:
        """The library with its own words. Raises WorkspaceError."""
        return GROUNDS.spoken(self.sources, SOURCE)

    @cached_property
    def draft(self) -> Preview:
        """The draft of the procurement as it was when it was first asked for. Raises NotFound, WorkspaceError."""
        return self._preview(final=False)

    @cached_property
    def final(self) -> Preview:
        """The same with everything that a final document is refused for."""
        return self._preview(final=True)

    def draft_of(self, content: bytes) -> Preview:
        """The same of a procedure file that is not saved. Raises NotFound, WorkspaceError."""
        return self._preview(final=False, content=content)

    def _preview(self, final: bool, content: bytes | None = None) -> Preview:
        return preview(GROUNDS, self.root, self.sources, self.folder, final, content)

    @cached_property
    def groups(self) -> tuple[FieldGroup, ...]:
        """All questions of a procedure file, in the language of whoever reads. Raises WorkspaceError."""
        try:
            others = facts_of(None, self.folder).others if self.name else ()
        except REFUSALS:  # the file cannot be read: it has texts in no other language
            others = ()
        return field_groups(parameters_of(self.root, self.language.tag), self.language, others)

    def question_of(self, key: str) -> str:
        """What is asked for a fact, in the language of whoever reads; days are named as in a timetable, and what is
        not asked is its key."""
        try:
            if key.startswith(_DAYS):
                return self.say(f"web.answers.day.{key.removeprefix(_DAYS)}")
        except PhraseError:
            pass
        path = path_of(self.groups, key)
        field = field_at(self.groups, path) if path is not None else None
        return field.label if field is not None and field.label else key

    def title_of(self, id_: str) -> str:
        """The title of a provision in the language of whoever reads; its id where there is none, or no library."""
        try:
            found = self.library.by_id.get(id_)
        except REFUSALS:  # that is told elsewhere
            return id_
        return found.title if found is not None else id_

    @cached_property
    def speaks(self) -> Speaks:
        """The languages in which workbooks can be read: ours, and those of the library."""
        return speaker_of(self.sources)

    def sees(self, path: str, changes: bool = False) -> bool:
        """Whether the page with this path, such as ``/p/{name}/record``, or its form, is for whoever asks."""
        return self.request.app.state.pages[path].lets_in(self.person, changes, self.names_winners)

    def names_winners(self) -> bool:
        """Whether the procedure file of the procurement says who has won, or may, since it cannot be read."""
        try:
            stated = facts_of(None, self.folder) if self.name else None
        except NotFound:
            return False
        except REFUSALS:
            return True
        if stated is None:
            return False
        return not stated.is_read or any(stated.at((name,)) for name in ("contractor", "contractors"))

    @property
    def by(self) -> dict[str, str]:
        """Who acts, as it goes on record."""
        return {"name": self.person.name, "role": self.person.role}

    @property
    def answers_as(self) -> str:
        """The role in which somebody answers for words: of whoever came by a link, with the name of who gave it."""
        role, by = self.person.role, self.person.invited_by
        return self.say("web.colleagues.by_link", role=role, name=by) if by else role

    def named(self, back: str = "") -> Response | None:
        """Where somebody is sent first who has not said who they are, and from there ``back``; None once they have."""
        if self.person.name and self.person.role:
            return None
        back = back or self.request.url.path
        return self.go(f"/you?back={quote(back, safe='')}", "web.you.first")

    def say(self, key: str, /, **places: object) -> str:
        """A phrase in the language of whoever reads."""
        return self.language.say(key, **places)

    def say_kept(self, key: str, /, **places: object) -> str:
        """A phrase whose key was kept with a job; "" where a newer version of ddtender has kept it."""
        try:
            return self.say(key, **places)
        except PhraseError:
            return ""

    def address(self, *parts: str) -> str:
        """The address of a page of this procurement."""
        return page_of(self.name, *parts)

    def page(self, view: str, /, status: int = 200, **given: Any) -> Response:
        """A page: ``view`` is a template of ``views/`` without its endings."""
        told = self.session.told
        if told is not None:
            sessions.change(self.engine, self.session.key, told=None)
        values: dict[str, Any] = {"visit": self, "say": self.say, "told": told, "problems": ()}
        values |= without_told(given, self.broken, self.name)
        # a file may bring half a character, which no answer can have
        return HTMLResponse(drawn(view, **values).encode("utf-8", "replace"), status)

    def form(self, view: str, problems: Iterable[FieldProblem | Problem] | None, /, **values: Any) -> Response:
        """A page with a form; again, once something is wrong with what was typed."""
        return self.again(view, problems, **values) if problems else self.page(view, **values)

    def again(self, view: str, problems: Iterable[FieldProblem | Problem], /, **values: Any) -> Response:
        """The same form again, with what was typed and what is wrong with it: at the top, and at each field."""
        said = [self.said(one) if isinstance(one, Problem) else one for one in problems]
        return self.page(view, 422, problems=said, **values)

    def said(self, problem: Problem, field: str = "") -> FieldProblem:
        """A problem in the words of whoever reads."""
        return FieldProblem(field, self.say(problem.key, **problem.places))

    def go(self, address: str, told: str = "", /, **places: object) -> Response:
        """On to another page, which says first that something was done (a phrase)."""
        if told:
            sessions.change(self.engine, self.session.key, told={"said": self.say(told, **places)})
        return RedirectResponse(address, 303)

    def ask(self, kind: str, **asked: Any) -> Response:
        """Have something done that takes long, and go where its progress is shown."""
        from ddtender.web.jobs import running  # with the queue, that no page needs before

        id = running.ask(self.settings, self.engine, self.name, kind, asked, self.by)
        return RedirectResponse(self.address("jobs", id) if self.name else f"/jobs/{id}", 303)

    def keep(self, form: str, values: Mapping[str, str]) -> None:
        """Keep unfinished answers of a form."""
        answers.keep(self.engine, self.name, form, self.person.identity, values)

    def kept(self, form: str) -> answers.KeptAnswers | None:
        """The unfinished answers of a form, if there are any."""
        return answers.kept(self.engine, self.name, form, self.person.identity)

    def kept_forms(self, beginning: str) -> list[str]:
        """The names of forms with unfinished answers that begin so, what was typed last first."""
        return answers.kept_forms(self.engine, self.name, beginning, self.person.identity)

    def forget(self, form: str) -> None:
        """The answers of a form stand in a file now, or are not wanted."""
        answers.forget(self.engine, self.name, form, self.person.identity)
