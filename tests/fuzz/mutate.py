"""Mutations of real files that know their structure: lines of a text, elements and attributes of a package."""

from __future__ import annotations

import random
import re
import zipfile
import zlib
from collections.abc import Sequence

from tests.packages import parts_of, zipped

#: Pieces that have hurt programs before: YAML, Markdown, Jinja, Unicode, numbers, ids, XML.
PIECES = [
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
        b"\t",
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
        b"\xc2\xa0",
        b"\xf0\x9f\x92\xa9",
    ),
    *(
        b"---\n",
        b"...\n",
        b"- ",
        b"  - ",
        b"? ",
        b": ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"|\n",
        b">-\n",
        b"&a ",
        b"*a",
        b"!!int ",
        b"# ",
    ),
    *(
        b"null",
        b"true",
        b"no",
        b"~",
        b"1e999",
        b"-1",
        b"0",
        b"0.1",
        b"99999999999999999",
        b"1.0.0",
        b"2027-02-30",
        b"0000-00-00",
    ),
    *(b"9999-12-31", b"0001-01-01", b"12", b"-0", b".nan", b"''", b'""', b'"\\u202e"', b'"\\x00"', b"'", b'"', b"\\"),
    *(
        b"{{ ",
        b" }}",
        b"{% ",
        b" %}",
        b"{{ x }}",
        b"{{ contract_start }}",
        b"{{p evidence }}",
        b"{#",
        b"{%p if x %}",
        b"{%p endif %}",
    ),
    *(
        b"[](#",
        b"[](#award.action-plan)",
        b"[a](http://b.example)",
        b"[a](javascript:x)",
        b"<b>",
        b"&amp;",
        b"&#x202e;",
        b"**",
        b"_",
        b"`",
        b"![a](b)",
    ),
    *(
        b"1. ",
        b"    ",
        b"\n\n",
        b"\n",
        b"=== \n",
        b"> ",
        b"|a|\n|-|\n",
        b"\\\n",
        b"<!--",
        b"~~~\n",
        b"5 %",
        b"award criterion 5",
    ),
    *(
        b"contract.risk-assessment",
        b"award.",
        b"definition.tender",
        b"months: 12",
        b"percent: 100",
        b"id: a",
        b"requires: [a]",
    ),
    *("а".encode(), "ß".encode(), "İ".encode(), "e\u0301".encode(), "日本".encode(), "١٢".encode(), b"\xed\xa0\x80"),
]
VALUES = [
    b"",
    b"0",
    b"-1",
    b"1",
    b"999999999999",
    b"1.5",
    b"x",
    b"true",
    b"none",
    b"w:p",
    b"A1",
    b"XFD1048576",
    b"\xc3\xa9",
    b" ",
]
_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'\b([\w:]+)="([^"<]*)"')
_ELEMENT = re.compile(rb"<(\w+:?\w*)\b[^<>]*?(?:/>|>[^<>]*</\1>)")
_NUMBER = re.compile(rb"\d+")


def mutate_text(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A text with one to five changes; sometimes with lines of another one."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        content = chance.choice(_TEXT)(content, chance, others)
    return content


def _line(content: bytes, chance: random.Random) -> tuple[list[bytes], int]:
    lines = content.splitlines(keepends=True) or [b""]
    return lines, chance.randrange(len(lines))


def _drop(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    lines, at = _line(content, chance)
    return b"".join(lines[:at] + lines[at + chance.choice((1, 1, 2, 5)) :])


def _repeat(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    lines, at = _line(content, chance)
    return b"".join(lines[: at + 1] + [lines[at]] * chance.choice((1, 1, 2, 30)) + lines[at + 1 :])


def _swap(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    lines, at = _line(content, chance)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"".join(lines)


def _indent(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    lines, at = _line(content, chance)
    lines[at] = lines[at].lstrip(b" ") if chance.random() < 0.5 else b" " * chance.choice((1, 2, 4)) + lines[at]
    return b"".join(lines)


def _insert(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(PIECES) + content[at:]


def _overwrite(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A whole word or value replaced."""
    words = [*re.finditer(rb"[\w.%-]+", content)]
    if not words:
        return content
    word = chance.choice(words)
    return content[: word.start()] + chance.choice(PIECES) + content[word.end() :]


def _cut(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 3, 20, 400)) :]


def _splice(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    theirs, start = _line(chance.choice(others), chance)
    lines, at = _line(content, chance)
    return b"".join(lines[:at] + theirs[start : start + chance.choice((1, 3, 10))] + lines[at:])


def _number(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    numbers = [*_NUMBER.finditer(content)]
    if not numbers:
        return content
    number = chance.choice(numbers)
    new = chance.choice((b"0", b"1", b"2", b"101", b"1000000", b"-5", b"3.3", b"1" * 30))
    return content[: number.start()] + new + content[number.end() :]


def _bits(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    changed = bytearray(content or b"x")
    for _ in range(chance.choice((1, 1, 4))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


_TEXT = (_drop, _repeat, _swap, _indent, _insert, _insert, _overwrite, _overwrite, _cut, _splice, _number, _bits)


def mutate_package(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A package with changes in one of its parts, in its list of parts, or (seldom) in the bytes of the zip file."""
    way = chance.random()
    if way < 0.06:
        return _bits(content, chance, others) if chance.random() < 0.7 else content[: chance.randrange(len(content))]
    parts = _parts(content)
    if not parts:
        return _bits(content, chance, others)
    if way < 0.12:
        del parts[chance.choice([*parts])]
    elif way < 0.16:
        first, second = chance.choice([*parts]), chance.choice([*parts])
        parts[first], parts[second] = parts[second], parts[first]
    elif way < 0.20:
        theirs = _parts(chance.choice(others))
        if theirs:
            name = chance.choice([*theirs])
            parts[name] = theirs[name]
    else:
        weights = [len(data) ** 0.5 + 1 for data in parts.values()]
        (name,) = chance.choices([*parts], weights)
        for _ in range(chance.choice((1, 1, 2, 4, 12))):
            parts[name] = chance.choice(_XML)(parts[name], chance)
    return zipped(parts, method=zipfile.ZIP_STORED)  # packing is not what is tested


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        return parts_of(content)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return {}


def _some(pattern: re.Pattern[bytes], data: bytes, chance: random.Random) -> re.Match[bytes] | None:
    """One of the pattern's matches, found from a place by chance."""
    return pattern.search(data, chance.randrange(len(data) + 1)) or pattern.search(data)


def _attribute(data: bytes, chance: random.Random) -> bytes:
    match = _some(_ATTRIBUTE, data, chance)
    if match is None:
        return data
    if chance.random() < 0.3:
        return data[: match.start()] + data[match.end() :]
    other = _some(_ATTRIBUTE, data, chance)
    new = other.group(2) if other and chance.random() < 0.5 else chance.choice(VALUES)
    return data[: match.start(2)] + new + data[match.end(2) :]


def _element(data: bytes, chance: random.Random) -> bytes:
    """A small element taken out, doubled, or put elsewhere."""
    match = _some(_ELEMENT, data, chance)
    if match is None:
        return data
    way, piece = chance.random(), match.group()
    if way < 0.4:
        return data[: match.start()] + data[match.end() :]
    target = _some(_TAG, data, chance)
    at = match.end() if way < 0.6 or target is None else target.end()
    return data[:at] + piece * chance.choice((1, 1, 3)) + data[at:]


def _tag(data: bytes, chance: random.Random) -> bytes:
    match = _some(_TAG, data, chance)
    return data if match is None else data[: match.start()] + data[match.end() :]


def _inner(data: bytes, chance: random.Random) -> bytes:
    """A text between two tags replaced."""
    match = _some(re.compile(rb">([^<>]*)<"), data, chance)
    if match is None:
        return data
    new = chance.choice((b"", chance.choice(PIECES).replace(b"<", b"&lt;"), b"x" * 5000, b"12", b"=1+1", b"-3"))
    return data[: match.start(1)] + new + data[match.end(1) :]


def _raw(data: bytes, chance: random.Random) -> bytes:
    return chance.choice((_bits, _insert, _cut))(data, chance, ())


_XML = (_attribute, _attribute, _attribute, _element, _element, _element, _tag, _inner, _inner, _raw)
