"""What stands between a draft and a final document: open blanks, missing approvals, sources that are not committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ddtender.checks.rules.not_for_publication import NOT_FOR_PUBLICATION
from ddtender.checks.rules.stale_approval import STALE_APPROVAL
from ddtender.checks.rules.suspect_approval import SUSPECT_APPROVAL
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.diagnostics.messages import FactKey, Message, NamedProvision, TaggedLanguage
from ddtender.history.bindings import default_id, legal_basis_id, national_law_id, template_id, words_ids
from ddtender.history.codes import EXPIRED_APPROVAL, HISTORY_UNKNOWN
from ddtender.history.open_points import open_points
from ddtender.history.translations import STALE_TRANSLATION, TranslationState
from ddtender.library.languages.kinds import chain
from ddtender.model import State

OPEN_BLANK = Code(
    "open-blank",
    Topic.BLANKS,
    Severity.ERROR,
    "A final document was asked for while the authority has left a blank open.",
    why="A tender is published once; a missing fact in it is a ground for complaint.",
    mend="Fill it in the procedure file, at the key that the hint names.",
)
NOT_APPROVED = Code(
    "not-approved",
    Topic.HISTORY,
    Severity.ERROR,
    "A final document was asked for with a provision that nobody has approved.",
    why="A final document is one that somebody has taken responsibility for.",
    mend="Have it reviewed, then run `ddtender approve ID --reviewer NAME`.",
)
UNCOMMITTED = Code(
    "uncommitted",
    Topic.HISTORY,
    Severity.ERROR,
    "A final document was asked for from sources that are not committed.",
    why="It could never be made again from the history.",
    mend="Commit the library, the scenarios, the templates and the procedure first. Templates of your own stand in a "
    "folder of the workspace.",
)

NOT_TRANSLATED = Code(
    "not-translated",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A final document was asked for in a language into which not all that it says is translated.",
    why="Half of a tender in another language binds nobody who reads only one of them.",
    mend="Fill in the files of the language: `ddtender translate TAG --begin` writes those that are not there.",
)

if TYPE_CHECKING:
    from ddtender.history.bindings import Bound
    from ddtender.history.states import Standing
    from ddtender.history.translations import TranslationStanding
    from ddtender.model import AskedQuestion, Template
    from ddtender.resolve import ResolvedDocument

#: Warnings of a draft that a final document's own findings replace.
APPROVALS = (STALE_APPROVAL, SUSPECT_APPROVAL, NOT_FOR_PUBLICATION)
_REFUSED = {
    State.DRAFT: NOT_APPROVED,
    State.CHANGED: STALE_APPROVAL,
    State.SUSPECT: SUSPECT_APPROVAL,
    State.EXPIRED: EXPIRED_APPROVAL,
}
#: The states of translations that nobody can answer for.
UNTRANSLATED = (TranslationState.MISSING, TranslationState.STALE)
#: Those that no final document takes, and what is said of them.
_NOT_FINAL = {
    TranslationState.MISSING: (NOT_TRANSLATED, "there is none, or not of all texts"),
    TranslationState.STALE: (STALE_TRANSLATION, "the source has other words now"),
    TranslationState.DRAFT: (NOT_APPROVED, "nobody has approved it"),
    TranslationState.EXPIRED: (EXPIRED_APPROVAL, "the approval has run out"),
}
#: So many phrases are named.
_SHOWN = 5
_SAID = {
    State.DRAFT: "nobody has approved it",
    State.CHANGED: "it has changed since it was approved",
    State.SUSPECT: "what it refers to has changed since it was approved",
    State.EXPIRED: "its approval has run out",
}
_SAID_OF_MANY = {
    State.DRAFT: "nobody has approved them",
    State.CHANGED: "they have changed since they were approved",
    State.SUSPECT: "what they refer to has changed since they were approved",
    State.EXPIRED: "their approvals have run out",
}


def refusals(
    resolved: ResolvedDocument,
    standings: Mapping[str, Standing],
    others: Mapping[str, Bound],
    committed: bool,
    templates: Iterable[Template],
    unknown: str = "",
    uncommitted: Iterable[str] = (),
    texts: Iterable[AskedQuestion] = (),
) -> list[Diagnostic]:
    """Every reason to refuse a final document, all at once. A Tenderer's blanks stay open until there is a Tenderer;
    ``templates`` are those that it is made with, ``unknown`` says why releases could not be compared with, and
    ``uncommitted`` are templates that stand in no commit. The standings have what is asked of each provision, ``texts``
    are those of the procedure that stand in provisions, ``others`` what binds without being a provision."""
    return [
        *_uncommitted(resolved, committed),
        *_of_no_commit(uncommitted),
        *_uncompared(resolved, unknown),
        *_approvals(
            resolved, [*(standings[id_] for id_ in used(resolved)), *used_bindings(resolved, others, templates)]
        ),
        *_questions(resolved, standings, texts),
        *_blanks(resolved),
        *_unmeant(templates),
    ]


def untranslated_in(resolved: ResolvedDocument, standings: Mapping[str, TranslationStanding]) -> Iterator[Diagnostic]:
    """Why a document in another language than the library's cannot be final: what it prints that has no translation,
    one of other words, or one that nobody has approved; and the words of ddtender that the language lacks."""
    printed = [*used(resolved), *(f"reply-form.{one.form.id}" for one in resolved.reply_forms), "parameters"]
    tag = resolved.language.tag
    yield from untranslated(tag, [standings[id_] for id_ in printed if id_ in standings], _NOT_FINAL)
    if standings and (lacking := resolved.language.lacks()):
        shown = ", ".join(lacking[:_SHOWN]) + ("…" if len(lacking) > _SHOWN else "")
        said = f"the words of ddtender in {tag} lack {len(lacking)} phrases: {shown}"
        message = Message(said, "messages.not_translated.phrases", language=TaggedLanguage(tag), number=len(lacking))
        hint = f"Write them into the words of {tag}; docs/languages.md says where."
        yield Diagnostic(NOT_TRANSLATED, resolved.info.location, message, hint, Severity.ERROR)


def untranslated(
    tag: str, standings: Iterable[TranslationStanding], states: Iterable[TranslationState]
) -> Iterator[Diagnostic]:
    """One finding for each of these states that translations into a language are in."""
    listed = list(standings)
    for state in states:
        if not (found := [one for one in listed if one.state is state]):
            continue
        code, said = _NOT_FINAL[state]
        which = f"the translation of '{found[0].id}'" if len(found) == 1 else f"{len(found)} translations"
        named = "" if len(found) == 1 else f": {', '.join(one.id for one in found)}"
        hint = f"`ddtender status --language {tag}` lists all; docs/languages.md says what to do."
        message = Message(
            f"{which} into {tag}: {said}{named}",
            f"messages.translation.{state.name.lower()}",
            language=TaggedLanguage(tag),
            number=len(found),
            names=tuple(NamedProvision(one.id) for one in found),
        )
        yield Diagnostic(code, found[0].translation.location, message, hint, Severity.ERROR)


def _unmeant(templates: Iterable[Template]) -> Iterator[Diagnostic]:
    for found in (one for template in templates for one in template.unmeant):
        yield Diagnostic(NOT_FOR_PUBLICATION, found.location, found.message, found.hint, Severity.ERROR)


def _uncommitted(resolved: ResolvedDocument, committed: bool) -> Iterator[Diagnostic]:
    if not committed:
        message = Message("the sources are not those of a commit", "messages.uncommitted.sources")
        yield Diagnostic(UNCOMMITTED, resolved.info.location, message, "Commit them, or build with --library-ref.")


def _of_no_commit(templates: Iterable[str]) -> Iterator[Diagnostic]:
    """A template may say anything around the clauses; a reader must be able to see whose words it has."""
    for path in templates:
        hint = "Put your templates into a folder of the workspace, commit them, and name that folder with --templates."
        message = Message("this template stands in no commit", "messages.uncommitted.template", path=path)
        yield Diagnostic(UNCOMMITTED, Location(path), message, hint)


def _uncompared(resolved: ResolvedDocument, unknown: str) -> Iterator[Diagnostic]:
    if unknown:
        message = f"its versions were not compared with all releases: {unknown}"
        hint = "A final document must pass every check there is."
        yield Diagnostic(HISTORY_UNKNOWN, resolved.info.location, message, hint, Severity.ERROR)


def _approvals(resolved: ResolvedDocument, stamped: Iterable[Standing | Bound]) -> Iterator[Diagnostic]:
    """One finding for each reason, however many provisions it concerns: one review and one command mend them all."""
    refused: dict[State, list[Standing | Bound]] = {}
    for one in stamped:
        if one.state in _REFUSED:
            refused.setdefault(one.state, []).append(one)
    for state, found in refused.items():
        named = ", ".join(_named(one) for one in found)
        places = {"number": len(found), "names": tuple(NamedProvision(one.id) for one in found)}
        if len(found) == 1:
            place, said, ids = found[0].place, f"{named}: {_SAID[state]}", found[0].id
        else:
            place = resolved.info.location
            what = " and ".join(dict.fromkeys(one.plural for one in found))
            said = f"{len(found)} {what}: {_SAID_OF_MANY[state]}: {named}"
            ids = "ID ID…"
        hint = f"After a review: `ddtender approve {ids} --reviewer NAME`."
        if len(found) > 1:
            hint += " `ddtender status` lists all, and `--all` approves all."
        message = Message(said, f"messages.approval.{state.name.lower()}", **places)
        yield Diagnostic(_REFUSED[state], place, message, hint, Severity.ERROR)


def _named(one: Standing | Bound) -> str:
    until = one.review.valid_until if one.review and one.state is State.EXPIRED else None
    return f"'{one.id}' {one.version}".rstrip() + (f" (until {until})" if until else "")


def used_bindings(
    resolved: ResolvedDocument, others: Mapping[str, Bound], templates: Iterable[Template]
) -> list[Bound]:
    """What binds in these documents beside the provisions: their reply forms, the defaults that fill a blank in them,
    the legal bases that they cite, with what the country's law has for them, the words of their templates, and those
    that the library has in place of ddtender's own."""
    values, parameters = resolved.draft.values, resolved.draft.parameters
    filled = [parameters[b.name] for b in resolved.blanks if b.text is not None and b.name in parameters]
    cited = (citation for p in resolved.printed for citation in p.provision.legal_basis)
    ids = [
        *(f"reply-form.{name}" for p in resolved.provisions for name in p.provision.reply_forms),
        *(default_id(p.name) for p in filled if p.default is not None and values.get(p.name) == p.default),
        *map(legal_basis_id, cited),
        *([national_law_id(resolved.draft.national.code)] if resolved.draft.national else []),
        *map(template_id, templates),
        *words_ids(others, _languages(resolved)),
    ]
    return [others[id_] for id_ in dict.fromkeys(ids) if id_ in others]


def _languages(resolved: ResolvedDocument) -> set[str]:
    """The languages in which a document and its others are, with what each falls back to."""
    procedure = resolved.draft.procedure
    tags = {resolved.language.tag, *(procedure.languages if procedure else ())}
    return {one for tag in tags for one in chain(tag)}


def _questions(
    resolved: ResolvedDocument, standings: Mapping[str, Standing], texts: Iterable[AskedQuestion]
) -> Iterator[Diagnostic]:
    procedure = resolved.draft.procedure
    asked = (one for id_ in used(resolved) for one in standings[id_].asked)
    yield from open_points((*asked, *texts), procedure.location.path if procedure else None)


def used(resolved: ResolvedDocument) -> list[str]:
    """The ids of all that the documents print, each once."""
    return [p.id for p in resolved.printed]


def _blanks(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    for blank in resolved.blanks:
        if blank.text is None and blank.filled_by == "authority":
            said = f"'{blank.name}' is open: {blank.question}"
            message = Message(said, "messages.open_blank", fact=FactKey(blank.key))
            yield Diagnostic(OPEN_BLANK, resolved.draft.location, message, f"Write it at `{blank.key}`.")
