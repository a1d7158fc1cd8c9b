"""Changes of words under the keys of a clause: held against its file as it is now, and written into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddtender.history.edit import EditError
from ddtender.history.edit_words import replace_words
from ddtender.library.languages.reading import dotted
from ddtender.library.source import SourceText, plain_text
from ddtender.library.yaml_document import Path
from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, Reason, ThreeTexts
from ddtender.returned.keyed import WordsUnderKey, words_under
from ddtender.returned.rewrite import UnitChange, rewrite
from ddtender.returned.since import take, without_marks
from ddtender.returned.targets import ClauseFile
from ddtender.returned.threeway import carry
from ddtender.returned.units import Untraceable


def hold_keyed(entries: Sequence[Entry], draft: Draft, file: ClauseFile, text: str) -> None:
    """As ``hold`` does it with the text of a clause, key by key; ``text`` is that of the file as it is now."""
    id_ = file.provision.id
    was, own = draft.known[id_].provision.location.path, draft.path(id_) or ""
    sources = file.source, file.path if file.is_translation else None
    for key, changed in _by_key(entries):
        try:
            base = _under(draft.sources[was], draft.sources[own], (was, own if own != was else None), key, file)
            now = _under(file.source_content, text.encode(), sources, key, file)
        except (Untraceable, KeyError) as error:
            _leave(changed, Reason.UNTRACEABLE, str(error))
            continue
        if base is None or now is None:
            _leave(changed, Reason.CHANGED, f"{file.path} has no `{dotted(key)}` any more")
            continue
        changes = [without_marks(entry.change) for entry in changed if entry.change is not None]
        if base.words == now.words:
            continue
        outcomes = carry(base.traced.units, now.traced.units, changes)
        for entry, change, outcome in zip(changed, changes, outcomes, strict=True):
            theirs, held = rewrite(base.words, file.provision.kind, base.traced, [change])
            take(entry, outcome, ThreeTexts(base.words, theirs if all(held) else entry.new, now.words))
            entry.change = outcome if isinstance(outcome, UnitChange) else entry.change


def with_keyed(text: str, file: ClauseFile, entries: Sequence[Entry]) -> str:
    """The text of a clause's file with every change of words under its keys that can be written; the others get their
    reason."""
    sources = file.source, file.path if file.is_translation else None
    for key, changed in _by_key([entry for entry in entries if entry.reason is None]):
        try:
            under = _under(file.source_content, text.encode(), sources, key, file)
            if under is None:
                raise EditError(f"{file.path} has no `{dotted(key)}`")
            text = _written(text, file, under, changed)
        except (Untraceable, EditError) as error:
            _leave(changed, Reason.UNWRITABLE, str(error))
    return text


def _written(text: str, file: ClauseFile, under: WordsUnderKey, entries: Sequence[Entry]) -> str:
    changes: dict[UnitChange, list[Entry]] = {}
    for entry in entries:  # two copies with the same change are one
        assert entry.change is not None
        changes.setdefault(without_marks(entry.change), []).append(entry)
    ordered = sorted(changes, key=lambda c: (c.start, c.end))
    made, held = rewrite(under.words, file.provision.kind, under.traced, ordered)
    for change, holds in zip(ordered, held, strict=True):
        if not holds:
            _leave(changes[change], Reason.UNWRITABLE)
    return replace_words(text, file.path, under.path, made) if any(held) else text


def _under(
    source: bytes, own: bytes, paths: tuple[str, str | None], key: Path, file: ClauseFile
) -> WordsUnderKey | None:
    """What stands under a key of these files. Raises Untraceable."""
    path, translation = paths
    kind = file.provision.kind
    if translation is None:
        return words_under(SourceText(path, plain_text(own)), None, key, kind)
    return words_under(SourceText(path, plain_text(source)), SourceText(translation, plain_text(own)), key, kind)


def _by_key(entries: Sequence[Entry]) -> Iterator[tuple[Path, list[Entry]]]:
    found: dict[Path, list[Entry]] = {}
    for entry in entries:
        if entry.key and entry.change is not None:
            found.setdefault(entry.key, []).append(entry)
    yield from found.items()


def _leave(entries: Sequence[Entry], reason: Reason, said: str = "") -> None:
    for entry in entries:
        entry.leave(reason, said)
