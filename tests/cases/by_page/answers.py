"""What is typed into the forms of the page: the facts of a procedure file, and what a workbook says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ddtender.desk.evaluation.evaluating import usable
from ddtender.desk.evaluation.filled import evaluation_bytes_read
from ddtender.web.forms.evaluation import PARTS
from tests.cases.by_page.sitting import Sits, filled
from tests.web.browsing import Shown

#: The groups of questions, in the order of the page.
GROUPS = ("what", "country", "procedure", "term", "award", "lots", "parameters", "notice")
#: What lots are told apart by: it is answered for all of them at once, and the rest for each by itself.
_NAMED = ("id", "title", "subject", "maximum")


def leaves(value: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every fact by its key as the page has it, where an item of a list is counted from 1."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{above}.{key}" if above else str(key))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for n, inner in enumerate(value, start=1):
            yield from leaves(inner, f"{above}.{n}")
    else:
        yield above, value


def typed(value: Any) -> str:
    """A fact as somebody types it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "\n".join(map(typed, value)) if isinstance(value, list) else "" if value is None else str(value)


def type_facts(sits: Sits, here: str, facts: Mapping[str, Any]) -> None:
    """Answer the questions that these facts are about, group by group, and nothing else."""
    left = {key: value for key, value in leaves(facts) if not key.startswith("provisions.")}
    for group in GROUPS:
        first = {key: value for key, value in left.items() if group != "lots" or key.rpartition(".")[2] in _NAMED}
        left = _without(left, _type_group(sits, f"{here}/facts/{group}", first, "save"))
        if group == "what" and "provisions" in facts:
            switch(sits, here, facts["provisions"])
        for lot in range(1, _items(left) + 1) if group == "lots" else ():  # what is asked of one lot alone
            left = _without(left, _type_group(sits, f"{here}/facts/lots?lot={lot}", left, "stay"))
    assert not left, f"nothing asks for {left}"


def _without(facts: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in keys}


def _type_group(sits: Sits, address: str, facts: Mapping[str, Any], button: str) -> set[str]:
    """Answer what a page asks of these facts; the keys of those."""
    page = sits.see(address)
    assert page.status == 200, (address, page.text[:500])
    if address.endswith("/lots"):
        for _ in range(_items(facts) - _items(_names(page)) if _items(facts) else 0):
            page = filled(sits, page, press=("do", "add"))
    names = _names(page)
    values: dict[str, str] = {}
    taken: set[str] = set()
    for key, value in facts.items():
        field = next((name for name in _above(key) if name in names), None)
        if field is None:
            continue
        taken.add(key)
        rest = key[len(field) + 1 :]  # a line of a field for several
        said = f"{rest} = {typed(value)}" if rest else typed(value)
        values[field] = f"{values[field]}\n{said}" if field in values else said
    if values:
        shown = filled(sits, page, values, press=("do", button))
        assert shown.status == 200 and not shown.problems, (address, values, shown.problems, shown.text[:2000])
    return taken


def _above(key: str) -> Iterator[str]:
    """A key, and all above it, the nearest first."""
    while key:
        yield key
        key = key.rpartition(".")[0]


def _names(page: Shown) -> set[str]:
    fields = page.tree.cssselect("main form input, main form textarea, main form select")
    return {one.get("name", "") for one in fields if one.get("type") != "hidden"} - {""}


def _items(names: Iterable[str]) -> int:
    """How many lots there are among these keys."""
    return max((int(name.split(".")[1]) for name in names if name.startswith("lots.")), default=0)


def switch(sits: Sits, here: str, wanted: Mapping[str, Any]) -> None:
    """Switch provisions on and off."""
    page = sits.see(f"{here}/provisions")
    on = [one.get("value", "") for one in page.tree.cssselect("[name=provision]") if one.get("checked") is not None]
    replaced = wanted.get("replace", {})
    off = {*wanted.get("drop", ()), *replaced}
    chosen = [one for one in on if one not in off] + [*wanted.get("add", ()), *replaced.values()]
    shown = filled(sits, page, {"provision": chosen})
    assert shown.status == 200, shown.text[:2000]


def type_evaluation(sits: Sits, here: str, content: bytes) -> None:
    """Type on the page what a filled-in workbook says, form by form."""
    read = usable(evaluation_bytes_read(content, Path("typed.xlsx"), None))
    parts = [one.rpartition("/")[2] for one in sits.see(here).links("main ul.rows a")]
    for part in ("tenderers", "selection", "criteria", "differences"):
        if part not in parts and part == "tenderers":
            continue
        page = sits.see(f"{here}/{part}")
        if page.status == 404:
            continue
        asked = _names(page)
        fields = {name: value for name, value in PARTS[part].fields(read).items() if name in asked}
        shown = filled(sits, page, fields, press=("do", "save"))
        assert shown.status == 200, (part, shown.problems, shown.text[:2000])
