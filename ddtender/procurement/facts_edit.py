"""Changing facts of a procedure file: what was asked differs afterwards, and everything else stays letter by letter.

Each change is tried at the places where it can stand, and counts where the library's own reader then finds what was
asked, every other value as it was, and every remark. Where no place does, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from enum import Enum
from typing import Any, Final

from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.library.source import SourceText, decode
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_page import YamlPage, spliced, spliced_as_stored
from ddtender.library.yaml_reader import read_yaml
from ddtender.library.yaml_writing import NoSpelling, Plain, is_same, plain
from ddtender.procurement import facts_places
from ddtender.procurement.codes import FACT_NOT_CHANGED
from ddtender.procurement.facts_values import value_at


class Emptied(Enum):
    """What a key has that stays without a value."""

    EMPTY = "empty"


#: A change to this leaves the key where it is, without its value; one to None takes the key away.
EMPTY: Final = Emptied.EMPTY
FactChanges = Mapping[Path, object]


class _Stuck(Exception):
    """There is no place at which a change can be made; the message says why."""


def changed(path: str, content: bytes, changes: FactChanges) -> tuple[bytes | None, list[Diagnostic]]:
    """The procedure file at ``path`` with these values, by their keys and positions in lists; None where it cannot be
    read, or where a change cannot be made without another, and then what is in the way.

    A value is plain data or a day. None takes a key, or an item of a list, away, but a key that has no value stays;
    ``EMPTY`` leaves it without one. A key that is not there yet stands where the file offers it in a remark, or else at
    the end of its mapping; an item after the last one of a list is added. A list or a mapping is compared item by item,
    and keeps its remarks.
    """
    source, findings = decode(path, content)
    if source is None or has_errors(findings):
        return None, findings
    page, found = read_page(source)
    if page is None:
        return None, found
    stored = content.decode("utf-8")
    mark = "\ufeff" if stored.startswith("\ufeff") else ""
    stored = stored.removeprefix(mark)
    for where, value in changes.items():
        try:
            wanted = value if value is EMPTY else plain(value)
            if wanted is None and value_at(page.document.value, where) is None and isinstance(where[-1], str):
                continue
            for step, one in _one_by_one(page, where, wanted):
                page, stored = _made(page, stored, step, one)
        except (_Stuck, NoSpelling) as error:
            return None, [_refusal(page, where, str(error))]
    made = (mark + stored).encode()
    again, found = decode(path, made)
    if again is None or has_errors(found) or again.text != page.text:
        return None, found or [_refusal(page, (), "the result could not be read back")]
    return made, []


def read_page(source: SourceText, is_trial: bool = False) -> tuple[YamlPage | None, list[Diagnostic]]:
    """A procedure file with its places; None where it cannot be read, with what is wrong, which is looked for less
    closely in a trial."""
    document, findings = read_yaml(source, diagnosed=not is_trial)
    fine = document.is_whole and not has_errors(findings) and isinstance(document.value, dict | None)
    if fine:
        return YamlPage(source, document), []
    return None, findings or [_refusal(None, (), "the file is no mapping of keys to values", source.path)]


def is_asked_for(page: YamlPage, where: Path) -> bool:
    """Whether a key has the line of a remark above it: its question."""
    if where not in page.document.keys or page.is_flow(where[:-1]):
        return False
    above, _, _ = page.text[: page.line_start(page.key(where))].rpartition("\n")
    return above.rpartition("\n")[2].lstrip().startswith("#")


def _refusal(page: YamlPage | None, where: Path, why: str, path: str = "") -> Diagnostic:
    place = Location(page.source.path if page else path)
    document = page.document if page else YamlDocument()
    for n in range(len(where), 0, -1):
        found = document.values.get(where[:n]) or document.keys.get(where[:n])
        if found is not None:
            place = found
            break
    name = ".".join(map(str, where)) or "the file"
    return Diagnostic(FACT_NOT_CHANGED, place, f"{name} was not changed: {why}", "Change it in the file by hand.")


def _one_by_one(page: YamlPage, where: Path, wanted: Any) -> Iterator[tuple[Path, Any]]:
    """A change as changes of single values, as far as there is something to compare with: keys first, then items that
    are too many, from the last one on."""
    there = value_at(page.document.value, where)
    if isinstance(wanted, dict) and isinstance(there, dict) and wanted and there:
        for key, value in wanted.items():
            yield from _one_by_one(page, (*where, key), EMPTY if value is None else value)
        yield from (((*where, key), None) for key in there if key not in wanted)
    elif isinstance(wanted, list) and isinstance(there, list) and wanted and there:
        for n, value in enumerate(wanted):
            yield from _one_by_one(page, (*where, n), EMPTY if value is None else value)
        yield from (((*where, n), None) for n in range(len(there) - 1, len(wanted) - 1, -1))
    else:
        yield where, wanted


def _made(page: YamlPage, stored: str, where: Path, wanted: Any) -> tuple[YamlPage, str]:
    """The page and the text as it is stored, after one change. Raises _Stuck, NoSpelling."""
    expected = _expected(page.document.value, where, wanted)
    if is_same(expected, _plain_root(page)):
        return page, stored
    why = "it does not stand where it could be changed without touching something else"
    for try_ in facts_places.tries(page, where, None if wanted is EMPTY else wanted, keeps_key=wanted is EMPTY):
        text = spliced(page.text, try_.splices)
        new, found = read_page(SourceText(page.source.path, text), is_trial=True)
        if new is None:
            why = found[0].message
            continue
        if try_.first is not None:  # what it is to stand in has been made; now the change itself
            if not _is_proven(page, new, _expected(page.document.value, try_.first, EMPTY), try_.first, try_.taken):
                continue
            return _made(new, spliced_as_stored(stored, try_.splices), where, wanted)
        if _is_proven(page, new, expected, where, try_.taken):
            return new, spliced_as_stored(stored, try_.splices)
    raise _Stuck(why)


def _plain_root(page: YamlPage) -> Plain:
    value: Any = page.document.value
    return {} if value is None else value


def _expected(value: Any, where: Path, wanted: Any) -> Plain:
    """The whole value after a change. Raises _Stuck where there is no such place."""
    root: Any = {} if value is None else deepcopy(value)
    if not where:
        raise _Stuck("say which key of it")
    above: Any = root
    for n, step in enumerate(where):
        name = ".".join(map(str, where[:n])) or "the file"
        if isinstance(step, int) and not (isinstance(above, list) and 0 <= step <= len(above)):
            raise _Stuck(f"there is no item {step + 1} of {name}")
        if isinstance(step, str) and not isinstance(above, dict):
            raise _Stuck(f"{name} has no keys below it")
        if n == len(where) - 1:
            break
        there: Any = value_at(above, (step,))
        if there is None:
            if wanted is None:
                return root
            there = [] if isinstance(where[n + 1], int) else {}
            _put(above, step, there)
        above = there
    last: Any = where[-1]
    if wanted is not None:
        _put(above, last, None if wanted is EMPTY else wanted)
    elif isinstance(above, dict):
        above.pop(last, None)
    elif last < len(above):
        del above[last]
    return root


def _put(container: Any, step: Any, value: Any) -> None:
    if isinstance(container, list) and step == len(container):
        container.append(value)
    else:
        container[step] = value


def _is_proven(before: YamlPage, after: YamlPage, expected: Plain, where: Path, taken: str | None) -> bool:
    """Whether a page has what is expected of it, with every remark but the one that was taken up, and every other value
    in the letters in which it was."""
    remarks = [text for _, text in before.tokens.comments]
    if taken is not None:
        remarks.remove(taken)
    if not is_same(_plain_root(after), expected) or [text for _, text in after.tokens.comments] != remarks:
        return False
    # Of a list from which an item went, those behind it have other positions.
    apart = where[:-1] if isinstance(where[-1], int) else where
    for path, (start, end) in before.document.spans.items():
        if path[: len(apart)] == apart[: len(path)] or isinstance(before.value(path), dict | list):
            continue
        there = after.document.spans.get(path)
        if there is None or after.text[slice(*there)].rstrip() != before.text[start:end].rstrip():
            return False
    return True
