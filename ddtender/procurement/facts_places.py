"""Where a change of a procedure file can be made: for each place what would be written there, the best one first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ddtender.library.yaml_document import Path
from ddtender.library.yaml_page import Splice, YamlPage, block_header
from ddtender.library.yaml_writing import STEP, Plain, after_key, inline, key_text

#: How long a line may be in which a mapping stands that the file offers in one line.
_WIDTH = 110


class Try(Struct, frozen=True):
    """Places that change, the remark whose place is ``taken`` up by what it offers, and, where the change still has to
    be made in what these make, the path of that, without a value as yet."""

    splices: tuple[Splice, ...]
    taken: str | None = None
    first: Path | None = None


def tries(page: YamlPage, where: Path, value: Plain, keeps_key: bool) -> Iterator[Try]:
    """What can be tried so that ``value`` stands at a path; None takes it away, or, if ``keeps_key``, what it has."""
    if where in page.document.spans:
        if value is None and not keeps_key:
            yield from _without(page, where)
        else:
            yield from _replaced(page, where, value)
        return
    if value is None and not keeps_key:
        return
    known = len(where) - 1
    while known and where[:known] not in page.document.spans:
        known -= 1
    above, step, inside = where[:known], where[known], _nested(where[known + 1 :], value)
    if isinstance(step, int):
        yield from _item_added(page, above, inside)
        return
    yield from _offered(page, above, step, inside, is_last=known == len(where) - 1)
    yield from _key_added(page, above, step, inside)


def _nested(steps: Path, value: Plain) -> Plain:
    made: Any = value
    for step in reversed(steps):
        made = [made] if isinstance(step, int) else {step: made}
    return made


def _replaced(page: YamlPage, where: Path, value: Plain) -> Iterator[Try]:
    """Another value in the place of the one that is there."""
    start, end, in_flow = page.start(where), page.end(where), page.is_flow(where[:-1])
    there, raw = page.value(where), page.text[page.start(where) : page.end(where)]
    behind = page.behind(where)
    indent = 0 if in_flow else _below(page, where)
    if isinstance(there, dict | list) and raw[:1] not in ("{", "["):
        yield from _block_replaced(page, where, value, behind, indent)
        return
    header = block_header(raw)
    if page.comments(start, end) and not header:
        return
    if value is None:
        cut = start if in_flow or header else min(start, behind)
        is_item = in_flow and where not in page.document.keys
        yield Try((Splice(cut, end, "null" if is_item else header or ""),))
    elif _in_lines(value, in_flow):
        lines = after_key(value, indent)
        if header:
            yield Try((Splice(min(behind, start), end, f" {header}{lines}"),))
        else:
            line = page.line_end(end)
            yield Try((Splice(min(behind, start), end, ""), Splice(line, line, lines)))
    else:
        written, *rest = inline(value, indent, in_flow, raw).split("\n")
        below, line = "".join(f"\n{one}" for one in rest), page.line_end(end)
        lead = "" if raw or page.text[start - 1 : start] == " " else " "
        if header:
            yield Try((Splice(start, end, f"{written} {header}{below}"),))
        elif below:  # a remark behind the value stays in its line
            yield Try((Splice(start, end, f"{lead}{written}"), Splice(line, line, below)))
        else:
            yield Try((Splice(start, end, f"{lead}{written}"),))


def _block_replaced(page: YamlPage, where: Path, value: Plain, behind: int, indent: int) -> Iterator[Try]:
    """Another value in the place of lines below a key; remarks among them stay."""
    line, last = page.line_end(behind), page.line_end(page.end(where))
    if page.line_start(page.start(where)) <= behind:  # `- key: value`
        line = behind
    kept = "".join(f"\n{' ' * indent}{remark}" for remark in page.comments(line, last))
    if _in_lines(value, in_flow=False):
        yield Try((Splice(line, last, kept + after_key(value, indent)),))
        return
    written = after_key(value, indent, in_flow=True) if value is not None else ""
    if line == behind:
        yield Try((Splice(behind, last, written + kept),))
    else:
        yield Try((Splice(behind, behind, written), Splice(line, last, kept)))


def _in_lines(value: Plain, in_flow: bool) -> bool:
    """Whether a value stands in lines of its own below its key."""
    return isinstance(value, dict | list) and after_key(value, STEP, in_flow).startswith("\n")


def _below(page: YamlPage, where: Path) -> int:
    """How far what belongs to a key is indented."""
    if not where:
        return 0
    if where in page.document.keys:
        return page.column(where) + STEP
    dash = page.dash(where)
    return dash - page.line_start(dash) + STEP


def _without(page: YamlPage, where: Path) -> Iterator[Try]:
    """Neither key nor value."""
    above = where[:-1]
    others: Any = page.value(above)
    if page.is_flow(above):
        yield from _flow_without(page, where)
        return
    first = page.key(where) if where in page.document.keys else page.dash(where)
    start, last = page.line_start(first), page.line_end(page.end(where))
    is_compact = bool(page.text[start:first].strip())
    remarks = page.comments(first, last)
    lead = page.text[start:first] if not is_compact else " " * (first - start)
    kept = [f"{lead}{remark}" for remark in remarks]
    if is_compact:
        follows = [path for path in page.document.keys if path[:-1] == above and page.key(path) > first]
        if follows and not remarks and (after := page.key(follows[0])) and not page.comments(last, after):
            yield Try((Splice(first, after, ""),))
        if len(others) > 1:
            cut = start + len(page.text[start:first].rstrip())
            yield Try((Splice(cut, last, "".join(f"\n{line}" for line in kept)),))
        else:
            yield Try((Splice(first, last, "\n".join(["{}", *kept])),))
        return
    after = last + 1 if last < len(page.text) else last
    lines = Splice(start, after, "".join(f"{line}\n" for line in kept))
    if len(others) > 1 or not above:
        yield Try((lines,))
        return
    behind = page.behind(above)
    yield Try((Splice(behind, behind, " {}" if isinstance(others, dict) else " []"), lines))


def _flow_without(page: YamlPage, where: Path) -> Iterator[Try]:
    above = where[:-1]
    opened, closed = page.start(above), page.end(above)
    start, end = page.key(where), page.end(where)
    if page.comments(start, end):
        return
    comma = page.comma_after(end, closed)
    if comma is not None and not page.comments(end, comma):
        blanks = len(page.text) - len(page.text[comma + 1 :].lstrip(" ")) - comma - 1
        yield Try((Splice(start, comma + 1 + blanks, ""),))
        return
    comma = page.comma_before(start, opened)
    if comma is not None and not page.comments(comma, start):
        yield Try((Splice(comma, end, ""),))
    yield Try((Splice(start, end, ""),))


def _item_added(page: YamlPage, above: Path, item: Plain) -> Iterator[Try]:
    """One more item of a list."""
    there: Any = page.value(above)
    if not isinstance(there, list) or not there:
        yield from _replaced(page, above, [item])
        return
    last = (*above, len(there) - 1)
    end = page.end(last)
    if page.is_flow(above):
        written = inline(item, 0, in_flow=True)
        yield Try((Splice(end, end, f", {written}"),))
        return
    dash = page.dash(last)
    indent = dash - page.line_start(dash)
    if isinstance(item, dict | list):
        written = after_key([item], indent)
    else:
        written = f"\n{' ' * indent}-{after_key(item, indent + STEP)}"
    yield Try((Splice(line := page.line_end(end), line, written),))


def _key_added(page: YamlPage, above: Path, key: str, value: Plain) -> Iterator[Try]:
    """A key at the end of its mapping."""
    there: Any = page.value(above) if page.document.value is not None else None
    if above and not there:
        if there == {}:
            written = inline({key: value}, 0, in_flow=True)
            yield Try((Splice(page.start(above), page.end(above), written),))
        elif there is None:
            yield from _replaced(page, above, {key: value})
        return
    if above and page.is_flow(above):
        last = (*above, list(there)[-1])
        end = page.end(last)
        blank = " " if page.start(last) == end and page.text[end - 1 : end] == ":" else ""
        written = f"{key_text(key)}:{after_key(value, 0, in_flow=True)}"
        yield Try((Splice(end, end, f"{blank}, {written}"),))
        return
    if not above:
        indent = page.column((next(iter(there)),)) if there else 0
        yield _at_the_end(page, f"{' ' * indent}{key_text(key)}:{after_key(value, indent + STEP)}\n")
    if there:
        indent = page.column((*above, next(iter(there))))
        line = page.line_end(page.end(above))
        yield Try((Splice(line, line, f"\n{' ' * indent}{key_text(key)}:{after_key(value, indent + STEP)}"),))


def _at_the_end(page: YamlPage, lines: str) -> Try:
    """Lines at the end of the file, after an empty one if the file has such between its keys."""
    text, end = page.text, len(page.text)
    lead = "" if not text or text.endswith("\n") else "\n"
    if "\n\n" in text and not text.endswith("\n\n"):
        lead += "\n"
    return Try((Splice(end, end, lead + lines),))


def _offered(page: YamlPage, above: Path, key: str, value: Plain, is_last: bool) -> Iterator[Try]:
    """A key where the file offers it in a remark, as one that `ddtender new` has begun does."""
    found = _remark(page, above, key)
    if found is None:
        return
    start, remark, example = found
    indent = len(remark) - len(remark[1:].lstrip(" ")) - 2
    if above:
        there: Any = page.value(above)
        indent = page.column((*above, next(iter(there)))) if there else _below(page, above)
    lead = f"{' ' * indent}{key_text(key)}:"
    splice = Splice(start, start + len(remark), lead)
    if not example and (not is_last or isinstance(value, dict)):
        yield Try((splice,), remark, (*above, key))
        return
    if example.startswith("{") and isinstance(value, dict):
        written = f"{lead} {inline(value, 0, in_flow=True)}"
        if len(written) <= _WIDTH:
            yield Try((splice._replace(new=written),), remark)
    yield Try((splice._replace(new=lead + after_key(value, indent + STEP)),), remark)


def _remark(page: YamlPage, above: Path, key: str) -> tuple[int, str, str] | None:
    """The last remark that offers a key: where it begins, the remark, and the example that it gives."""
    blanks = len(above) * STEP + 1
    pattern = re.compile(rf"#{' ' * blanks}{re.escape(key)}:(?: (.*))?")
    first, last = 0, len(page.text)
    if above:
        first = page.key(above)
        last = min(
            (at for path in page.document.keys if len(path) == 1 and (at := page.key(path)) > first), default=last
        )
    for at, remark in reversed(page.tokens.comments):
        match = pattern.fullmatch(remark) if first <= at < last and page.line_start(at) == at else None
        if match and _is_example(page, page.line_end(at)):
            return at, remark, (match[1] or "").strip()
    return None


def _is_example(page: YamlPage, end: int) -> bool:
    """Whether the line after a remark that ends there does not go on with its sentence."""
    after = page.text[end + 1 :].partition("\n")[0]
    return (
        not after.strip() or re.match(r"#(?: {2,}\S| [\w.-]+:(?: |$))", after) is not None or not after.startswith("#")
    )
