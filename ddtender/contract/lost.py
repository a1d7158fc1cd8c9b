"""What stands in one reading of a register and not in another of the same: what would be lost with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import asdict

from ddtender.contract.performance import Filled


def lost_with(there: Filled, other: Filled) -> int:
    """How many things are typed in ``there`` that ``other`` says otherwise, or not at all."""
    rows = {one.row.key: asdict(one) for one in other.entries}
    typed = ((one.row.key, name, value) for one in there.entries for name, value in asdict(one).items())
    gone = sum(name != "row" and _is_said(value) and rows.get(key, {}).get(name) != value for key, name, value in typed)
    alone = ("first_delivery", "as_of", "risk")
    gone += sum(_is_said(was := getattr(there, name)) and getattr(other, name) != was for name in alone)
    lists = ((there.requests, other.requests), (there.own, other.own), (there.sites, other.sites))
    return gone + sum((_counted(mine) - _counted(theirs)).total() for mine, theirs in lists)


def _is_said(value: object) -> bool:
    return value not in (None, "")


def _counted(rows: Iterable[Struct]) -> Counter[str]:
    """Rows by what they say, wherever they stand."""
    said = ({name: value for name, value in asdict(row).items() if name != "number"} for row in rows)
    return Counter(map(repr, said))
