"""Writing translated texts into the file of a translation: each where it stands, and all else left as it is.

A file that lacks a key, or has none of its paragraphs, is written anew with all of its texts. Either way the result is
read again, and counts only if it says what it was to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import yaml

from ddtender.diagnostics import has_errors
from ddtender.library.languages.passages import passages_of, with_words
from ddtender.library.languages.pieces import BODY, TextPiece, as_forms, forms_of, pieces_of
from ddtender.library.languages.plans import said_of
from ddtender.library.languages.reading import TranslationPair
from ddtender.library.languages.skeleton import translates
from ddtender.library.languages.sources import front
from ddtender.library.languages.spans import Spans, UnwritableText, as_plain, of_plain, tidy
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_reader import read_yaml

_WIDTH = 120
NewWords = Mapping[Path, Spans]
PiecesByPlace = Mapping[Path, TextPiece]


def written(pair: TranslationPair, place: str, words: NewWords, was: TranslationPair | None = None) -> bytes:
    """The file at ``place`` with these words at the places of texts (see ``pieces_of``, also for ``was``), which must
    not be empty; what it says of its source stays, and where there is none yet, it is a translation of the source as it
    is. Raises UnwritableText."""
    pieces = {one.place: one for one in pieces_of(pair, was)}
    has_file = pair.own is not None and pair.own.path == place
    for way in ([_in_place] if has_file else []) + [partial(_anew, is_known=was is not None)]:
        try:
            text = way(pair, pieces, words)
        except (UnwritableText, KeyError):
            continue
        made = TranslationPair(pair.of, pair.tag, SourceText(place, text))
        if not has_errors(made.findings()) and _says(made, pieces, words):
            return text.encode()
    raise UnwritableText


def said(piece: TextPiece, words: Spans) -> Spans:
    """Words as the file can say them at the place of a piece: under a key they have no look."""
    if piece.forms:
        return as_forms(forms_of(words))
    return tidy(words) if piece.is_passage else of_plain(as_plain(tidy(words)))


def _says(made: TranslationPair, pieces: PiecesByPlace, words: NewWords) -> bool:
    for one in pieces_of(made):
        wanted = words.get(one.place, pieces[one.place].translation)
        if one.translation != wanted and not (one.forms and wanted is None):
            return False
    return True


def _in_place(pair: TranslationPair, pieces: PiecesByPlace, words: NewWords) -> str:
    """The file with each value and passage where it stands. Raises KeyError, UnwritableText."""
    assert pair.own is not None
    text = pair.own.text
    document = read_yaml(pair.own, *front(pair.own))[0]
    passages = {place[1]: said(pieces[place], told) for place, told in words.items() if place[:1] == (BODY,)}
    if passages:
        if not _has_shape(pair):
            raise UnwritableText
        at = text.rindex(pair.body)
        body = with_words(pair.body, {int(n): one for n, one in passages.items()})
        text = text[:at] + body + text[at + len(pair.body) :]
    keys = [place for place in words if place[:1] != (BODY,)]
    for place in sorted(keys, key=lambda place: document.spans[place], reverse=True):
        piece = pieces[place]
        start, end = document.spans[place]
        value = list(forms_of(words[place])) if piece.forms else as_plain(said(piece, words[place]))
        before = text[:start].rstrip(" \n")
        before = before if before.endswith(":") else text[:start]
        text = before + _value(before, text[start:end], value, _column(document, place)) + text[end:]
    return text


def _column(document: YamlDocument, place: Path) -> int:
    """The columns before the key, or the entry, of a value."""
    at = document.keys.get(place)
    if at is not None:
        return at.column - 1
    return document.values[place].column - 3  # behind "- "


def _value(before: str, now: str, value: str | list[str], column: int) -> str:
    """A value as YAML instead of what is there ``now``, ``before`` which the file says something else; its key has so
    many columns before it."""
    lines = dumped({"k": value}).removeprefix("k:").rstrip("\n").split("\n")
    made = "\n".join([lines[0], *(" " * column + line for line in lines[1:])])
    made = made.removeprefix(" ") if before.endswith(" ") else made
    return made + "\n" * now.endswith("\n")


def _has_shape(pair: TranslationPair) -> bool:
    """Whether the translation has the paragraphs and items of its source."""
    own, source = (tuple(one.shape for one in passages_of(body)) for body in (pair.body, pair.of.body))
    return own == source


def _anew(pair: TranslationPair, pieces: PiecesByPlace, words: NewWords, is_known: bool) -> str:
    """The whole file; whether it ``is_known`` what the paragraphs of the source were. Raises UnwritableText."""
    is_whole = all(one.place in words for one in pieces.values() if one.is_passage)
    if pair.body and not (is_known or is_whole or _has_shape(pair)):
        raise UnwritableText  # of which paragraph the others are the translation, nobody can tell
    tree: dict[Any, Any] = {}
    passages: dict[int, Spans] = {}
    for one in pieces.values():
        told = words.get(one.place, one.translation)
        if one.is_passage:
            if told is not None:
                passages[int(one.place[1])] = said(one, told)
        elif told is not None or one.forms:
            at = tree
            for part in one.place[:-1]:
                at = at.setdefault(part, {})
            at[one.place[-1]] = list(forms_of(told or ())) if one.forms else as_plain(said(one, told or ()))
    lines = [*_head(pair), *(dumped(_lists(tree)).rstrip("\n").split("\n") if tree else [])]
    if not pair.of.path.endswith(".md"):
        return "\n".join([*lines, ""])
    body = pair.of.body
    if body and len(passages) == len(passages_of(body)):
        return "\n".join(["---", *lines, "---", with_words(body, passages), ""])
    if passages:  # a part of a body is none: the places of its paragraphs would be those of others
        raise UnwritableText
    return "\n".join(["---", *lines, "---", ""])


def _head(pair: TranslationPair) -> Sequence[str]:
    """What the file says of its source: as it did, or of the source as it is."""
    if pair.own is None:
        return translates(pair.translation())
    document = read_yaml(pair.own, *front(pair.own))[0]
    return [*_kept(pair.own, document, said_of(pair.of.kind.form))]


def _kept(own: SourceText, document: YamlDocument, said: Sequence[str]) -> Iterator[str]:
    """What stands under keys that say something of the translation, as it stands there."""
    for key in said:
        if (key,) in document.spans:
            start = own.offset(document.keys[(key,)].line - 1, 0)
            yield own.text[start : document.spans[(key,)][1]].rstrip("\n")


def _lists(tree: dict[Any, Any]) -> Any:
    """A tree whose keys are numbers as a list."""
    if all(isinstance(key, int) for key in tree):
        found = (tree.get(n) for n in range(max(tree) + 1))  # one that is missing keeps its place
        return [_lists(one) if isinstance(one, dict) else one for one in found]
    return {key: _lists(one) if isinstance(one, dict) else one for key, one in tree.items()}


class _Dumper(yaml.SafeDumper):
    """Lists stand below their keys, further in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text with a no-break space stands in double quotes, where that space is spelt so that it is seen."""
    style = '"' if any(space in text for space in _SPELT) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_SPELT = {"\u00a0": "\\_", "\u202f": "\\u202f"}
_Dumper.add_representer(str, _text)


def dumped(value: object) -> str:
    """A value as YAML, as files of translations have it."""
    made = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)
    for space, spelt in _SPELT.items():
        made = made.replace(space, spelt)
    return made
