"""What people who do not know YAML write instead of it: a table of causes, each with the line as it was meant.

A cause looks at one line and knows nothing of the rest; whether it is the cause, ``yaml_mistakes`` tries out. The words
follow "line 2".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ddtender.library.characters import CURLY

_KEY = r"[A-Za-z_][A-Za-z0-9_.-]*"
#: Spaces that look like one and are none to YAML: no-break, those of several widths, the ideographic one.
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DOUBLE = "“”„‟«»"
_BULLETS = "–—−‐‑‒•·▪▫●○◦‣⁃∙➢➤✓✔*o\uf0b7"
_COLONS = "：∶꞉﹕︓"
#: Everything of a line that stands before the value.
_HEAD = rf"(?P<head> *(?:- +)*(?:{_KEY} *: +)?)"
_ONE_LINE = re.compile(rf"{_HEAD}(?P<value>\S.*?)(?P<rest> +#(?: .*)?)?$")
STARTS_KEY = re.compile(rf" *(?:- +)*{_KEY} *:(?: |$)")
_OPENERS = {"{": "}", "[": "]"}


class Mend(NamedTuple):
    """A cause that a line may have: what is wrong in which column (from 0), how to mend it, and the line as meant."""

    column: int
    what: str
    how: str
    line: str


Cause = Callable[[str], Iterator[Mend]]


def quoted(value: str) -> str:
    """A value in straight quotes that YAML reads as the same text."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _rule(
    pattern: str, mended: str | Callable[[re.Match], str], what: str, how: str = "Write {shown} instead."
) -> Cause:
    """The cause that a line of a pattern has; its group ``at`` is the place. ``what`` may name groups of the pattern,
    ``how`` the line as meant (``shown``)."""
    compiled = re.compile(pattern)

    def cause(line: str) -> Iterator[Mend]:
        if match := compiled.search(line):
            text = match.expand(mended) if isinstance(mended, str) else mended(match)
            line_meant = line[: match.start()] + text + line[match.end() :]
            said = {name: group or "" for name, group in match.groupdict().items()}
            column = match.start("at") if "at" in said else match.start()
            yield Mend(column, what.format_map(said), how.format(shown=_shown(line_meant)), line_meant)

    return cause


def _shown(line: str) -> str:
    text = line.strip()
    return f"`{text if len(text) <= 70 else text[:69] + '…'}`"


def _in_quotes(match: re.Match, column: int, what: str, inner: str | None = None) -> Mend:
    value = match["value"] if inner is None else inner
    meant = match["head"] + quoted(value) + (match["rest"] or "")
    return Mend(column, what, f"Put straight quotes around the whole value: {_shown(meant)}.", meant)


def _plain_value(line: str) -> re.Match | None:
    match = _ONE_LINE.match(line)
    return match if match and match["value"][0] not in "\"'{[|>#" else None


def _colon_inside(line: str) -> Iterator[Mend]:
    match = _plain_value(line)
    if match and (colon := re.search(r":(?= |$)", match["value"])):
        column = match.start("value") + colon.start()
        if not match["head"].strip():
            if STARTS_KEY.match(line):
                return
            how = "Put straight quotes around the whole value, from its first line to its last."
            yield Mend(column, "has a colon inside the value", how, line[:column] + line[column + 1 :])
            return
        key = match["head"].strip(" -").removesuffix(":").strip()
        where = f" of '{key}'" if key else ""
        yield _in_quotes(match, column, f"has a colon inside the value{where}")


def _colon_in_braces(line: str) -> Iterator[Mend]:
    for match in re.finditer(
        rf"(?:[{{,\[] *(?:{_KEY}: +)?)(?P<value>[^\s\"'{{}}\[\],][^{{}}\[\],\"]*?) *(?=[,}}\]])", line
    ):
        if colon := re.search(r":(?= )", match["value"]):
            meant = line[: match.start("value")] + quoted(match["value"]) + line[match.end("value") :]
            how = f"Put straight quotes around the value: {_shown(meant)}."
            yield Mend(match.start("value") + colon.start(), "has a colon inside a value", how, meant)


def _comma_in_braces(line: str) -> Iterator[Mend]:
    inside = rf"(?:(?!, *{_KEY}:)[^{{}}\[\]\"])*?"
    pattern = rf"[{{,] *(?P<key>{_KEY}): +(?P<value>[^\s\"'{{}}\[\],]{inside}) *(?=, *{_KEY}:|}})"
    for match in re.finditer(pattern, line):
        value = match["value"]
        if "," in value:
            meant = line[: match.start("value")] + quoted(value) + line[match.end("value") :]
            how = f"Inside braces a comma ends a value. Put straight quotes around it: {_shown(meant)}."
            column = match.start("value") + value.index(",")
            yield Mend(column, f"has a comma inside the value of '{match['key']}'", how, meant)


def _curly_quotes(line: str) -> Iterator[Mend]:
    match = _ONE_LINE.match(line)
    value = match["value"] if match else ""
    marks = set(CURLY + "\"'")
    if not match or not (value[0] in marks and set(value) & set(CURLY)):
        return
    ends = value[-1] in marks and len(value) > 1
    if value[0] in "\"'" and not (ends and value[-1] in CURLY):
        return
    inner = value[1:-1] if ends else value[1:]
    column = match.start("value") if value[0] in CURLY else match.end("value") - 1
    yield _in_quotes(match, column, "has curly quotes around the value", inner)


def _curly_around(line: str) -> Iterator[Mend]:
    """Curly quotes around the whole of a value, or double ones that are not a pair; others are part of a text."""
    match = _ONE_LINE.match(line)
    if match and (value := match["value"])[0] in CURLY:
        marks = [mark for mark in value if mark in CURLY]
        is_pair = value[-1] in CURLY and len(marks) == 2
        if is_pair or (value[0] in _DOUBLE and len(marks) == 1):
            yield from _curly_quotes(line)


def _curly_in_braces(line: str) -> Iterator[Mend]:
    found = re.search(rf"[{{\[,:] *([{CURLY}])", line)
    if found and any(opener in line for opener in _OPENERS):
        meant = re.sub(f"[{_DOUBLE}]", '"', re.sub("[‘’‚‛‹›](?=[,}\\]])|(?<=[ {\\[])[‘’‚‛‹›]", "'", line))
        yield Mend(found.start(1), "has curly quotes around a value", f"Type straight quotes: {_shown(meant)}.", meant)


def _quotes(line: str) -> Iterator[Mend]:
    """A value that begins with a straight quote and does not end with the same."""
    match = _ONE_LINE.match(line)
    if not match or match["value"][0] not in "\"'":
        return
    mark, value, start = match["value"][0], match["value"], match.start("value")
    body = value[1:]
    end = body.find(mark)
    if end < 0:
        yield _in_quotes(match, start, f"has a quote {mark} that is not closed", body)
        whole = match["value"] + (match["rest"] or "")
        yield Mend(start, f"has a quote {mark} that is not closed", "Close it at the end of the value.",
                   match["head"] + quoted(whole[1:]))  # fmt: skip
    elif value.endswith(mark) and end < len(body) - 1:
        what = f"has {'an apostrophe' if mark == chr(39) else 'quotes'} inside the quotes"
        yield _in_quotes(match, start + 1 + end, what, body[:-1])
    elif end < len(body) - 1:
        what = f"goes on after the closing quote {mark}"
        yield _in_quotes(match, start + 2 + end, what, value)
    elif "\\" in value and mark == '"':
        yield _in_quotes(match, start + value.index("\\"), "has a backslash inside double quotes", body[:-1])


def _brackets(line: str) -> Iterator[Mend]:
    match = _ONE_LINE.match(line)
    if not match or match["value"][0] not in _OPENERS:
        return
    value, opener = match["value"], match["value"][0]
    closer = _OPENERS[opener]
    if value.startswith("{{"):
        yield _in_quotes(match, match.start("value"), "begins a value with braces")
    elif value.count(opener) > value.count(closer):
        meant = match["head"] + value.rstrip(" ,") + closer + (match["rest"] or "")
        yield Mend(match.start("value"), f"has a bracket {opener} that is not closed",
                   f"Close it with {closer}: {_shown(meant)}.", meant)  # fmt: skip
        for wrong in set(")]}") - {closer}:
            if value.endswith(wrong):
                meant = match["head"] + value[:-1] + closer + (match["rest"] or "")
                what = f"opens with {opener} and closes with {wrong}"
                yield Mend(match.end("value") - 1, what, f"Close it with {closer}: {_shown(meant)}.", meant)
    elif value.count(opener) < value.count(closer) and value.endswith(closer):
        meant = match["head"] + value[:-1] + (match["rest"] or "")
        yield Mend(match.end("value") - 1, f"has one bracket {closer} too many", "Delete it.", meant)
    elif not value.endswith(closer):
        yield _in_quotes(match, match.start("value"), f"begins a value with {opener} and goes on behind {closer}")


def _special_start(line: str) -> Iterator[Mend]:
    match = _ONE_LINE.match(line)
    if (match and match["value"][0] in "%@`*&!|>,]}?") or (match and re.match(r"- |-$|\? |: ", match["value"])):
        sign = match["value"][0]
        what = f"begins a value with {sign}, which has a meaning in YAML"
        yield _in_quotes(match, match.start("value"), what)


_REMARK = "A remark of your own begins with # and a space."


def _cut_off(line: str) -> Iterator[Mend]:
    """A sign # behind a space, which ends a value."""
    what = "has a # after a space: what follows is not read"
    pattern = (
        rf"(?:[{{,] *{_KEY}: +|[\[,] *)(?P<value>[^\s\"'{{}}\[\],][^,}}\]]*?(?P<at> #)[^\s,}}\]][^,}}\]]*?) *[,}}\]]"
    )
    if inside := re.search(pattern, line):
        meant = line[: inside.start("value")] + quoted(inside["value"]) + line[inside.end("value") :]
        how = f"Put straight quotes around the whole value: {_shown(meant)}. {_REMARK}"
        yield Mend(inside.end("at") - 1, what, how, meant)
    match = re.match(rf"{_HEAD}(?P<value>[^\s\"'{{\[|>#][^#]*?)?(?P<at> *#[^\s#!].*)$", line)
    if match and match["head"].strip() and line[: line.index("#", len(match["head"]))].endswith(" "):
        value = (match["value"] or "") + (match["at"] if match["value"] else match["at"].strip())
        meant = match["head"] + quoted(value.strip())
        how = f"Put straight quotes around the whole value: {_shown(meant)}. {_REMARK}"
        yield Mend(line.index("#", len(match["head"])), what, how, meant)


def _no_space_in_braces(line: str) -> Iterator[Mend]:
    if match := re.search(rf"[{{,] *{_KEY}(?P<at>:)(?=[^\s/,}}])", line):
        meant = re.sub(rf"([{{,] *{_KEY}):(?=[^\s/,}}])", r"\1: ", line)
        yield Mend(match.start("at"), "has no space after a colon", f"Write {_shown(meant)}.", meant)


_KEY_LINE = rf"^(?P<start> *(?:- +)*)(?P<key>{_KEY})"
_A = "Write {shown}."

#: In the order in which they are tried on a line.
CAUSES: tuple[Cause, ...] = (
    _rule(r"^ *(?:```|~~~).*$", "", "is a mark of a text editor or chat, not part of the file", "Delete the line."),
    _rule(
        rf"^(?P<indent> *)(?P<at>[{re.escape(_BULLETS)}])[ \t{SPACES}]+(?P<item>\S.*)$",
        r"\g<indent>- \g<item>",
        "begins a list item with {at}, not with a hyphen",
        "Type a hyphen and a space: {shown}.",
    ),
    _rule(
        r"^(?P<indent> *)(?P<at>[–—−•▪●‣])(?P<item>\S.*)$",
        r"\g<indent>- \g<item>",
        "begins a list item with {at}, not with a hyphen",
        "Type a hyphen and a space: {shown}.",
    ),
    _rule(rf"^(?P<start> *(?:- +)*(?:-|{_KEY} *:))(?P<at>[ ]*[{SPACES}][{SPACES} ]*)", r"\g<start> ",
          "has a no-break space where YAML needs a plain one",
          "Delete the space before the value and type it again."),
    _rule(rf"{_KEY_LINE}[ {SPACES}]*(?P<at>[{_COLONS}])[ {SPACES}]*", r"\g<start>\g<key>: ",
          "has a colon that is not the one of your keyboard", "Type the colon and a space again: {shown}."),
    _rule(rf"{_KEY_LINE} *(?P<at>=) *(?=\S)", r"\g<start>\g<key>: ",
          "has = after '{key}' where YAML needs a colon", _A),
    _rule(rf"{_KEY_LINE}(?P<at>:)(?=[^\s/])", r"\g<start>\g<key>: ", "has no space after the colon of '{key}'", _A),
    _no_space_in_braces,
    _rule(rf"^(?P<indent> *(?:- +)*)(?P<at>[{CURLY}])(?P<key>{_KEY})[{CURLY}] *:", r"\g<indent>\g<key>:",
          "has curly quotes around '{key}'", _A),
    _rule(r"^(?P<indent> *)(?P<at>-)(?=[^\s-])", r"\g<indent>- ", "has no space after the hyphen", _A),
    _rule(rf"^(?P<start> *(?:- +)*{_KEY}: +[^\s\"'{{\[|>#][^\"'{{\[]*?)(?P<at>[,;]) *(?={_KEY}: )",
          lambda m: f"{m['start']}\n{' ' * (len(m['start']) - len(m['start'].lstrip(' ')))}",
          "has two keys", "Write each key on a line of its own."),
    _curly_quotes,
    _curly_in_braces,
    _brackets,
    _comma_in_braces,
    _colon_in_braces,
    _quotes,
    _special_start,
    _colon_inside,
    _cut_off,
)  # fmt: skip

#: Causes that only look so where nothing else does.
NO_COLON: tuple[Cause, ...] = (
    _rule(r"^(?P<start> *(?:- +)*)(?P<key>[a-z_]+) +(?P<at>)(?=[^\s:=#]\S*)", r"\g<start>\g<key>: ",
          "has no colon after '{key}'", _A),
    _rule(r"^(?P<start> *)(?P<key>[a-z_]+)(?P<at>) *$", r"\g<start>\g<key>:", "has no colon after '{key}'", _A),
)  # fmt: skip

#: Causes of which YAML says nothing: it reads another value than the one that was meant.
SILENT: tuple[Cause, ...] = (_curly_around, _cut_off)
