"""What a document was made from, where it no longer says so: by its controls, its bookmarks, or its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.model import Library
from ddtender.office.package import W, parse_part
from ddtender.resolve.numbering import bookmark_name
from ddtender.returned.numbering import without_label
from ddtender.returned.values import ReadDocument, ReadParagraph

_STYLES = "word/styles.xml"
#: More paragraphs than any draft has.
_MOST = 20_000


class Guess(Struct, frozen=True):
    """Which of the two documents, and of which scenario; ``by_words`` if nothing else tells it."""

    document: str
    scenario: str
    by_words: bool


def guess(reviewed: ReadDocument, library: Library) -> Guess | None:
    """None if no provision of the library is in the document."""
    names = {bookmark_name(id_): id_ for id_ in library.by_id}
    seen = {(p.control or "").partition("@")[0] for p in reviewed.paragraphs}
    seen |= {names[mark] for p in reviewed.paragraphs for mark in p.bookmarks if mark in names}
    numbered = _numbered(seen, library)
    by_words = not numbered
    if by_words:
        numbered = _numbered(_titled(reviewed.paragraphs, library), library)
    if not numbered:
        return None
    kinds = [library.by_id[id_].kind.document for id_ in numbered]
    document = max(("tender", "contract"), key=kinds.count)
    mine = {id_ for id_ in numbered if library.by_id[id_].kind.document == document}
    return Guess(document, _scenario(mine, document, library), by_words)


def _numbered(ids: set[str], library: Library) -> set[str]:
    return {id_ for id_ in ids if id_ in library.by_id and library.by_id[id_].kind.document != "both"}


def _scenario(ids: set[str], document: str, library: Library) -> str:
    """The scenario whose provisions for a document are most nearly these."""

    def near(scenario) -> int:
        own = {i for i, _ in scenario.provisions if i in library.by_id and library.by_id[i].kind.document == document}
        return len(ids & own) - len(ids ^ own)

    best = max(library.scenarios, key=lambda scenario: (near(scenario), scenario.name), default=None)
    return best.name if best else ""


def _titled(paragraphs: Sequence[ReadParagraph], library: Library) -> set[str]:
    """The provisions whose titles stand as paragraphs of their own, outside tables, before or after tracked changes."""
    titles = {_plain(provision.title): id_ for id_, provision in library.by_id.items()}
    texts = {t for p in paragraphs[:_MOST] if p.table is None for t in (p.before, p.after)}
    return {titles[words] for text in texts if (words := _plain(without_label(text))) in titles}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def likeness(draft: ReadDocument, reviewed: ReadDocument) -> int:
    """How many paragraphs of a draft are in a document, word for word."""
    there = {_plain(without_label(p.before)) for p in reviewed.paragraphs[:_MOST]}
    return sum(_plain(p.before) in there for p in draft.paragraphs if p.before.strip())


def spoken_in(parts: Mapping[str, bytes]) -> str:
    """The language that a document's styles name for words without any of their own; "" where they name none. Raises
    PackageError."""
    if _STYLES not in parts:
        return ""
    defaults = parse_part(_STYLES, parts[_STYLES]).find(f"{W}docDefaults")
    named = defaults.iter(f"{W}lang") if defaults is not None else ()
    return next((found for one in named if (found := one.get(f"{W}val", ""))), "")
