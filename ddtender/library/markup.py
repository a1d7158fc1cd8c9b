"""Markup that has gone wrong, and places that somebody meant to fill in: all that must not be printed as it stands.

It is looked for where texts are read, in every text of every file that reaches a reader: in running text after its
Markdown has been read, and in titles, labels, facts and the like, which have no markup at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import BROKEN_MARKUP, STRAY_TEMPLATE_TAG
from ddtender.library.form_values import ID, KINDS
from ddtender.library.markup_faults import BOTH, CODE, LETTER, PIECES, PLAIN, RUNNING, SIGN, TYPED
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.model.text import any_of

#: Faults of one text that are told: whoever mends so many reads the rest of the text as well.
_MOST = 20
#: Addresses may have any of these signs.
_ADDRESS = re.compile(
    rf"(?<![^\s\[\]()])(?!(?:{KINDS})\.{ID}@\d+(?:\.\d+)*(?![\w@-]|\.\w))"
    r"[^\s\[\]()]*(?:://|\bwww\.|\w@(?=\w)(?!domain\b))[^\s\[\]()]*"
)
_BLANK = re.compile(r"\{\{\s*\w+\s*\}\}")


def _compiled(faults: tuple[tuple[str, str, str], ...]) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(pattern), what, hint) for pattern, what, hint in faults)


class _Faults:
    """The patterns, compiled when a text first looks as if it had one."""

    running: tuple[tuple[re.Pattern[str], str, str], ...] = ()
    typed: tuple[tuple[re.Pattern[str], str, str], ...] = ()

    @classmethod
    def of(cls, is_typed: bool) -> tuple[tuple[re.Pattern[str], str, str], ...]:
        if not cls.running:
            cls.running, cls.typed = _compiled(BOTH + RUNNING), _compiled(TYPED + BOTH)
        return cls.typed if is_typed else cls.running


def suspect(text: str) -> bool:
    """Whether a text can have anything that is looked for; most have not, and this is quickly seen."""
    return bool(SIGN.search(text) or LETTER.search(text)) or any_of(PIECES, text.casefold())


def broken_in(text: str, is_typed: bool = False) -> Iterator[tuple[int, str, str, str]]:
    """What is broken in a text: the offset, the piece, what it is, and how it is mended; of pieces that overlap one.

    ``is_typed`` if the text is printed as it stands, and not what Markdown has made of it.
    """
    if not suspect(text):
        return
    written = text
    text = _ADDRESS.sub(lambda match: "a" * len(match.group()), text)  # a word, as what stands beside it must see
    text = _BLANK.sub(lambda match: f"{{{{{' ' * (len(match.group()) - 4)}}}}}", text)
    taken: list[tuple[int, int]] = []
    for pattern, what, hint in _Faults.of(is_typed):
        for match in pattern.finditer(text):
            if what is CODE and not _is_code(match.group()):
                continue
            start, end = match.span()
            if len(taken) >= _MOST:
                return
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield start, written[start:end].strip(), what, hint
    if is_typed and not taken:
        yield from _unbalanced(text)


def _is_code(text: str) -> bool:
    import html

    return html.unescape(text) != text


def _unbalanced(text: str) -> Iterator[tuple[int, str, str, str]]:
    """A square bracket without its other one."""
    is_open = -1
    for match in re.finditer(r"[\[\]]", text):
        if (match.group() == "[") is (is_open >= 0):
            break
        is_open = match.start() if is_open < 0 else -1
    else:
        if is_open < 0:
            return
    at = is_open if is_open >= 0 else match.start()
    yield at, text[at], "a bracket without its other one", PLAIN


def finding(place: Location, piece: str, what: str, hint: str) -> Diagnostic:
    shown = piece if len(piece) <= 40 else f"{piece[:40]}…"
    return Diagnostic(BROKEN_MARKUP, place, f"'{shown}' is {what}, and would be printed as it stands", hint)


#: Keys whose texts are read as Markdown (and looked at there), or not printed for a reader.
_ELSEWHERE = {
    *("when", "indicator", "target", "measured_by", "instructions", "help"),
    *("notes", "history", "retired", "asks", "library", "why"),
    *("extends", "replaces", "retires"),
}
#: The key of an invitation's texts: the only ones of these in which blanks are filled in.
_FILLED = "paragraphs"
_TAG = re.compile(r"\{\{(?:\s*\w+\s*\}\}|[^{}]*)|\}\}|\{[%#].*?(?:[%#]\}|$)|[%#]\}")


def broken_values(document: YamlDocument, fallback: Location) -> Iterator[Diagnostic]:
    """The findings in the texts of a file that are printed as they stand."""
    for path, text in _texts(document.value, ()):
        if suspect(text) and not _is_name(text):
            place = document.values.get(path, fallback)
            for _, piece, what, hint in broken_in(" ".join(text.split()), is_typed=True):
                yield finding(place, piece, what, hint)


def tags_in_values(document: YamlDocument, fallback: Location) -> Iterator[Diagnostic]:
    """Tags of templates in the texts of a file that are printed as they stand; only an invitation fills in blanks."""
    for path, text in _texts(document.value, ()):
        for match in _TAG.finditer(" ".join(text.split())) if "{" in text or "}" in text else ():
            if _FILLED in path and _BLANK.fullmatch(match.group()):
                continue
            message = f"'{match.group()[:40].strip()}' is a tag of a template, and would be printed as it stands"
            place = document.values.get(path, fallback)
            yield Diagnostic(STRAY_TEMPLATE_TAG, place, message, "Write the words themselves.")


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts that are printed as they stand, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _ELSEWHERE and not (key == "text" and path[:1] == ("evidence",)):
                yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*path, n))


def _is_name(value: str) -> bool:
    """Whether a value can be an id, the name of a parameter, or a key: what is not printed at all."""
    return value.isascii() and value.replace("-", "").replace("_", "").replace(".", "").isalnum() and value.islower()
