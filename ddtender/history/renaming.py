"""A provision gets another id: in its file, and wherever the sources name it.

It stays the same provision. Its file keeps the old id under ``formerly``, so that releases, stamps and decisions are
still its own; what is fingerprinted has the new id in it and is signed for as before, as no word has changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from ddtender.history.bindings import bound
from ddtender.history.edit import EditError
from ddtender.history.fingerprint import Fingerprints
from ddtender.history.translations import stamped
from ddtender.library.languages.files import translations
from ddtender.library.languages.kinds import languages_in
from ddtender.library.loader import load
from ddtender.library.places import DECISIONS, LIBRARY, REVIEWS, SCENARIOS
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import YamlDocument
from ddtender.library.yaml_reader import read_yaml
from ddtender.model import Library, Provision

#: Folders with a file for each id, which is its name.
_BY_ID = (REVIEWS, DECISIONS)


def renamed(
    library: Library, files: Mapping[str, bytes], old: str, new: str, left: Collection[str]
) -> dict[str, bytes | None]:
    """The files that have another content afterwards, by path; None for one that is gone.

    ``library`` was read from ``files``, procedures included; those that are ``left`` stay as they are, since they pin a
    revision that has the old id. Raises EditError where a file cannot be edited without doubt.
    """
    provision = library.by_id[old]
    made: dict[str, bytes | None] = {}
    for path, content in files.items():
        if not path.startswith((f"{LIBRARY}/", f"{SCENARIOS}/")) or not path.endswith((".md", ".yaml")) or path in left:
            continue
        if old.encode() not in content:
            continue
        edited = _edited(path, content, old, new, provision if path == provision.location.path else None)
        target = f"{path[: -len(old) - 5]}{new}.yaml" if _is_of(path, old) else path
        if target != path:
            made[path] = None
        if target != path or edited != content:
            made[target] = edited
    return _signed_again(library, files, made, old, new)


def _is_of(path: str, id_: str) -> bool:
    """Whether a path is that of a file for an id: of a stamp, also on a translation, or of decisions."""
    return path.endswith(f"/{id_}.yaml") and path.startswith(tuple(f"{folder}/" for folder in _BY_ID))


def _edited(path: str, content: bytes, old: str, new: str, own: Provision | None) -> bytes:
    text = content.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    if mark + plain.replace("\n", ends) != text or "\r" in plain:
        raise EditError(f"{path}: its lines end in several ways; let them all end alike")
    plain = re.sub(rf"\]\(#{re.escape(old)}\)", f"](#{new})", plain)
    source = SourceText(path, plain)
    last = source.text.count("\n", 0, plain.find("\n---", 3) + 1) if path.endswith(".md") else None
    document, findings = read_yaml(source, 1 if path.endswith(".md") else 0, last)
    if findings:
        raise EditError(f"{path}: it cannot be read; run `ddtender check`")
    edits = [(start, end, new) for start, end in _named(source, document, old)]
    edits += _own(source, document, own) if own else []
    for start, end, text in sorted(edits, reverse=True):
        plain = plain[:start] + text + plain[end:]
    return (mark + plain.replace("\n", ends)).encode()


def _named(source: SourceText, document: YamlDocument, old: str) -> Iterator[tuple[int, int]]:
    """Where an id is a whole value or a key."""
    for path, value in _scalars(document.value):
        if value == old and path in document.spans:
            start, end = document.spans[path]
            at = source.text.find(old, start, end)
            if at < 0:
                raise EditError(f"{source.path}: the id is spelt in a way that a program does not change")
            yield at, at + len(old)
    for path, place in document.keys.items():
        if path[-1] == old:
            at = source.text.find(old, source.line_starts[place.line - 1] + place.column - 1)
            yield at, at + len(old)


def _scalars(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        if isinstance(one, dict | list):
            yield from _scalars(one, (*path, key))
        else:
            yield (*path, key), one


def _own(source: SourceText, document: YamlDocument, provision: Provision) -> list[tuple[int, int, str]]:
    """The old id under ``formerly``, and the requirement that it named; both below the line of the id."""
    at = source.line_starts[document.values[("id",)].line]
    added = []
    if ("formerly",) not in document.keys:
        added.append(f"formerly: [{provision.id}]\n")
    if provision.requirement and ("requirement",) not in document.keys:
        added.append(f"requirement: {provision.requirement}\n")
    edits = [(at, at, "".join(added))] if added else []
    if ("formerly",) in document.keys:
        start, _ = document.spans[("formerly",)]
        if source.text[start] != "[":
            raise EditError(f"{source.path}: write its `formerly` in one line, in brackets")
        edits.append((start + 1, start + 1, f"{provision.id}, "))
    return edits


def _signed_again(
    library: Library, files: Mapping[str, bytes], made: dict[str, bytes | None], old: str, new: str
) -> dict[str, bytes | None]:
    """With the fingerprints of what names the new id in stamps and decisions that were of the same words."""
    after = {path: content for path, content in {**files, **made}.items() if content is not None}
    made |= _still_translated(files, after, old, new)
    after = {path: content for path, content in {**files, **made}.items() if content is not None}
    changed = load(after, languages=False)[0]
    was, now = _fingerprints(library), _fingerprints(changed)
    others = {was[id_]: now[new if id_ == old else id_] for id_ in was if (new if id_ == old else id_) in now}
    others |= _stamps_of_translations(files, after, old, new)
    others = {first: second for first, second in others.items() if first != second}
    for path, content in after.items():
        if others and path.startswith(tuple(f"{folder}/" for folder in _BY_ID)):
            text = re.sub(r"\b[0-9a-f]{32}\b", lambda match: others.get(match[0], match[0]), content.decode())
            if text.encode() != content:
                made[path] = text.encode()
    return made


def _still_translated(
    before: Mapping[str, bytes], after: Mapping[str, bytes], old: str, new: str
) -> dict[str, bytes | None]:
    """The translations that followed sources in which an id has changed, and no word: they follow these still."""
    made: dict[str, bytes | None] = {}
    for tag in languages_in(before):
        then = {one.id: one for one in translations(before, tag)}
        for one in translations(after, tag):
            was = then.get(old if one.id == new else one.id)
            if was and was.path and was.of == was.fingerprint != one.fingerprint:
                content = made.get(one.path) or after[one.path]
                made[one.path] = content.replace(was.of.encode(), one.fingerprint.encode())
    return made


def _stamps_of_translations(
    before: Mapping[str, bytes], after: Mapping[str, bytes], old: str, new: str
) -> dict[str, str]:
    """By what the translations were stamped, and by what they are now."""
    found: dict[str, str] = {}
    for tag in languages_in(before):
        now = {one.id: one for one in translations(after, tag)}
        for was in translations(before, tag):
            if one := now.get(new if was.id == old else was.id):
                found[stamped(was)] = stamped(one)
    return found


def _fingerprints(library: Library) -> dict[str, str]:
    known = Fingerprints(library)
    found = {id_: known.of(provision) for id_, provision in library.by_id.items()}
    return found | {id_: one.fingerprint for id_, one in bound(library).items()}
