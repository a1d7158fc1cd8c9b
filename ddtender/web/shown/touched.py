"""The words of the documents that some facts touch: provisions that print one, or are there because of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from ddtender.layout import laid_out
from ddtender.layout.values import Laid
from ddtender.model.conditions import facts_named
from ddtender.resolve.inlines import ResolvedBlank
from ddtender.resolve.values import ResolvedDocument
from ddtender.web.shown.laid import SECTIONS, DocumentText

#: Passages that print facts themselves, and no blank of them, with what these begin with.
_DRAWN = {"frame.timetable": "dates", "frame.lots": "lots"}


class TouchedText(DocumentText):
    """Writes provisions beside a form; what it asks for leads to its field, all else to the page that does."""

    def __init__(self, resolved: ResolvedDocument, facts: str, own: Sequence[str]) -> None:
        super().__init__(resolved, facts)
        self.own = own

    def leads_to(self, key: str) -> str:
        return f"#{quote(key, safe='')}" if _is_below(key, self.own) else super().leads_to(key)


def touched(
    resolved: ResolvedDocument, keys: Sequence[str], facts: str, changed: dict[str, Markup]
) -> list[tuple[str, Markup]]:
    """By document ("tender", "contract"), its provisions that facts at or below these keys touch; ``facts`` is the
    address of the form for a fact, ``changed`` are marks by id."""
    asked = {blank.name: blank.dotted for blank in resolved.blanks}
    because = {p.id for p in resolved.provisions if any(_is_named(one, keys) for one in p.provision.when)}
    found = []
    for document, parts_of in SECTIONS.items():
        parts = laid_out(resolved, document)
        laid = (block for _, name in parts_of for part in parts[name] for block in part.blocks)
        shown = [
            one
            for one in laid
            if isinstance(one, Laid)
            and (
                one.id in because
                or _is_below(_DRAWN.get(one.id, ""), keys)
                or any(_is_below(asked.get(blank.name, ""), keys) for blank in _blanks(one))
            )
        ]
        writer = TouchedText(resolved, facts, keys)
        writer.anchors = frozenset(one.id for one in shown)
        if shown:
            found.append((document, writer.blocks(shown, changed)))
    return found


def _is_below(key: str, keys: Sequence[str]) -> bool:
    """Whether a key is one of these, or below one."""
    return bool(key) and any(key == one or key.startswith(f"{one}.") for one in keys)


def _is_named(condition: str, keys: Sequence[str]) -> bool:
    return any(_is_below(key, keys) for key in facts_named(condition))


def _blanks(value: object) -> Iterator[ResolvedBlank]:
    """All blanks that stand in a value of the layout."""
    if isinstance(value, ResolvedBlank):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _blanks(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _blanks(getattr(value, name))
