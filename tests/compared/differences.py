"""What two commits made of one case: findings, then each file, down to the part and the words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tests.packages import parts_of

_TAGS = re.compile(rb"<[^>]*>")
_SCRIPTS = re.compile(rb"<(script|style)\b.*?</\1>", re.DOTALL)
_PACKAGES = (".docx", ".xlsx")


@dataclass(frozen=True)
class Outcome:
    """What came of a case: the exit code of ``build``, what ``check`` and ``build`` said, and the files by name."""

    code: int
    findings: str
    said: str
    files: Mapping[str, bytes]


def differences(before: Outcome, after: Outcome) -> list[str]:
    """Each difference as a kind and a detail, ``kind: detail``; none where the two are the same byte for byte."""
    found = [f"exit code: {before.code}, {after.code}"] if before.code != after.code else []
    found += _findings(before.findings, after.findings)
    if before.said != after.said and not found:
        found.append(f"said: {_first_line(before.said, after.said)}")
    for name in sorted(before.files.keys() | after.files.keys()):
        first, second = before.files.get(name), after.files.get(name)
        if first is None or second is None:
            if before.code == after.code:  # otherwise told already
                found.append(f"file {'more' if first is None else 'missing'}: {name}")
        elif first != second:
            found += _file(name, first, second)
    return found


def _findings(before: str, after: str) -> list[str]:
    if before == after:
        return []
    try:
        first, second = (Counter(map(_finding, json.loads(one)["diagnostics"])) for one in (before, after))
    except (ValueError, TypeError, KeyError):  # a traceback, for example
        return [f"findings: {_first_line(before, after)}"]
    gone, new = first - second, second - first
    found, moved = [], []
    for one in list(gone):
        code, path, *_ = one
        pair = next((other for other in new if other[:2] == (code, path)), None)
        if pair is not None:
            what = "place" if one[2:4] != pair[2:4] else "words"
            moved.append(f"finding {what}: {code}: {' '.join(one[2:])} | {' '.join(pair[2:])}")
            gone[one] -= 1
            new[pair] -= 1
            gone, new = +gone, +new
    found += [f"finding gone: {one[0]}: {one[1]}: {one[4]}" for one in gone]
    found += [f"finding new: {one[0]}: {one[1]}: {one[4]}" for one in new]
    return moved + found or ["findings: order or shape"]


def _finding(one: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(one.get(key)) for key in ("code", "path", "line", "column", "message", "hint"))


def _file(name: str, before: bytes, after: bytes) -> list[str]:
    if name.endswith(".html"):
        return [_marked_up(name, _SCRIPTS.sub(b"", before), _SCRIPTS.sub(b"", after))]
    if not name.endswith(_PACKAGES):
        return [f"{name}: {_first_line(_text(before), _text(after))}"]
    first, second = parts_of(before), parts_of(after)
    found = [f"{name}: parts: {sorted(first.keys() ^ second.keys())}"] if first.keys() != second.keys() else []
    return found + [
        _marked_up(f"{name}/{part}", first[part], second[part])
        for part in sorted(first.keys() & second.keys())
        if first[part] != second[part]
    ]


def _marked_up(name: str, before: bytes, after: bytes) -> str:
    """Where two texts between tags differ first; or else, two tags."""
    words = [list(filter(str.strip, _text(_TAGS.sub(b"\n", one)).split("\n"))) for one in (before, after)]
    if words[0] != words[1]:
        return f"{name}: words: {_first_of(*words)}"
    return f"{name}: looks: {_first_of(*(list(map(_text, _TAGS.findall(one))) for one in (before, after)))}"


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _first_line(before: str, after: str) -> str:
    return _first_of(before.splitlines(), after.splitlines())


def _first_of(before: list[str], after: list[str]) -> str:
    for first, second in zip(before, after, strict=False):
        if first != second:
            return f"{first[:160]!r} | {second[:160]!r}"
    return f"{len(before)} | {len(after)} pieces"
