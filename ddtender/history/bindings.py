"""What is no provision and binds all the same: reply forms, defaults, legal bases, letters, the words of templates,
and those that go before ddtender's own. Each can be approved like a provision, by an id of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import ClassVar

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.history.fingerprint import written
from ddtender.history.states import has_run_out
from ddtender.library.digest import digest
from ddtender.library.fixed_text import fixed_text
from ddtender.library.inlines import BLANK
from ddtender.library.places import id_of_template, slug
from ddtender.model import Approval, Library, ReplyForm, ReplyFormField, ReplyFormTable, State, Template
from ddtender.model.layer import OwnWords
from ddtender.model.market import Invitation


class Binding(Struct, frozen=True):
    """Something that binds: ``what`` it is, by the name of its kind in ids, and the fingerprint of what it says."""

    id: str
    what: str
    title: str
    fingerprint: str
    location: Location


class Bound(Struct, frozen=True):
    """Something that binds, its state, and its stamp if it has one."""

    binding: Binding
    state: State
    review: Approval | None = None
    version: ClassVar[str] = ""
    plural: ClassVar[str] = "other texts that bind"

    @property
    def id(self) -> str:
        return self.binding.id

    @property
    def fingerprint(self) -> str:
        return self.binding.fingerprint

    @property
    def place(self) -> Location:
        """Where its approval is missed."""
        return self.binding.location


def bound(library: Library, on: date | None = None) -> dict[str, Bound]:
    """The standing of everything in a library that binds without being a provision, by id. Approvals must hold ``on`` a
    day; left out, no stamp has run out."""
    reviews = {review.id: review for review in library.reviews}
    return {one.id: Bound(one, _state(one, reviews.get(one.id), on), reviews.get(one.id)) for one in _bindings(library)}


def _state(one: Binding, review: Approval | None, on: date | None) -> State:
    if review is None:
        return State.DRAFT
    if review.fingerprint != one.fingerprint:
        return State.CHANGED
    return State.EXPIRED if has_run_out(review, on) else State.APPROVED


def _bindings(library: Library) -> Iterator[Binding]:
    for form in {form.id: form for form in library.reply_forms}.values():
        yield Binding(f"reply-form.{form.id}", "reply-form", form.title, digest(_form(form)), form.location)
    for p in library.parameter_by_name.values():
        if p.default is not None:
            said = digest([p.name, p.type, p.unit, p.label, str(p.default)])
            yield Binding(default_id(p.name), "parameter", p.label, said, p.location)
    for basis in library.legal_bases:
        said = digest([basis.citation, basis.why])
        yield Binding(legal_basis_id(basis.citation), "legal-basis", basis.citation, said, basis.location)
    for law in library.national:
        said = digest([law.country, law.law, *([p.citation, p.cite] for p in law.provisions)])
        yield Binding(national_law_id(law.code), "national-law", law.country, said, law.location)
    for letter in library.letters:
        sections = [[heading, *paragraphs] for heading, paragraphs in letter.sections]
        said = digest([letter.title, sorted(letter.blanks.items()), sections])
        yield Binding(letter_id(letter), "letter", letter.title, said, letter.location)
    for words in library.own_words:
        said = digest([list(text) for text in words.texts])
        yield Binding(words_id(words), "words", f"{words.name}, {words.tag}", said, words.location)
    for template in library.templates:
        if texts := fixed_text(template):
            path = template.location.path
            said = digest([*texts, *_filled_in(texts, library)])
            yield Binding(template_id(template), "template", path, said, Location(path))


def _filled_in(texts: Iterable[str], library: Library) -> Iterator[list[object]]:
    """The blanks of a template's own words, each with the fact that fills it or the label that stands for it."""
    names = {name for text in texts for name in BLANK.findall(text)}
    for name in sorted(names & library.parameter_by_name.keys()):
        p = library.parameter_by_name[name]
        yield [name, p.fact, None if p.default is not None else p.label]


def default_id(parameter: str) -> str:
    """The id of a parameter's default."""
    return f"parameter.{parameter}"


def legal_basis_id(citation: str) -> str:
    """The id of what is said of a provision of law."""
    return f"legal-basis.{slug(citation)}"


def national_law_id(code: str) -> str:
    """The id of what a country's law has for the provisions that are cited."""
    return f"national-law.{code}"


def letter_id(letter: Invitation) -> str:
    """The id of a letter on the award decision, by the name of its file."""
    return f"letter.{slug(PurePosixPath(letter.location.path).stem)}"


def words_id(words: OwnWords) -> str:
    """The id of what a library says in place of ddtender's own words, by language and file."""
    return f"words.{slug(words.tag)}.{slug(words.name)}"


def words_ids(others: Mapping[str, Bound], tags: Iterable[str]) -> list[str]:
    """The ids, among those of all that binds, of the words that a library has for these languages."""
    wanted = {slug(tag) for tag in tags}
    return [id_ for id_, one in others.items() if one.binding.what == "words" and id_.split(".")[1] in wanted]


def template_id(template: Template) -> str:
    """The id of a template's own words, by its path: an authority's own has another than ours."""
    return id_of_template(template.location.path)


def _form(form: ReplyForm) -> list[object]:
    return [form.id, form.title, [written(text) for text in form.instructions], [_part(part) for part in form.parts]]


def _part(part: ReplyFormField | ReplyFormTable) -> list[object]:
    said: list[object] = [part.id, part.label, written(part.help)]
    if isinstance(part, ReplyFormField):
        return [*said, part.lines]
    return [*said, [list(column) for column in part.columns], part.rows, list(part.row_labels)]
