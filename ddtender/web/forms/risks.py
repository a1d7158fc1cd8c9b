"""The forms over a risk worksheet: the fields of a row, what is typed into them, and what two people typed at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from msgspec import Struct

from ddtender.library.days import days_in
from ddtender.market.risks_prefill import KINDS
from ddtender.market.risks_read import ReadSheet
from ddtender.market.risks_typed import ABOUT, RiskRow, rows_of, shown_in
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day, line, lines
from ddtender.web.shown.said import day_in

#: How long a text may be: no report prints more of it.
_MOST = 2000
#: The fields of several lines, and those in which nothing may be left out.
LONG = ("why", "known", "summary", "ask", "require")
NEEDED = {"parts": ("material",), "places": ("material", "country"), "risks": ("material", "risk"), "report": ("risk",)}
_RATED = ("severity", "likelihood", "relevant")


class RiskField(Struct, frozen=True):
    """A field: how it is asked for (choice, list, line, long, day or counted), and what can be chosen, or is proposed,
    as it goes into the worksheet and as it is said to whoever reads; ``also`` is its text in their language."""

    name: str
    kind: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    also: str = ""


def fields_of(read: ReadSheet, step: str, row: RiskRow, values: Mapping[str, str], said: Mapping[str, str]):
    """The fields of a row with these values in them, one after the other."""
    for name, value in values.items():
        also = said.get(value, "") if value else ""
        if name in row.counted:
            yield RiskField(name, "counted", value)
        elif own := choices(read, name):
            known = [*own, *([value] if value and value not in own else [])]
            yield RiskField(name, "choice", value, tuple((one, said.get(one, one)) for one in known))
        elif proposed := _proposed(read, step, name):
            yield RiskField(
                name, "list", value, tuple((one, said.get(one, one)) for one in proposed), _other(also, value)
            )
        elif name == "date" and (not value or _is_day(value)):
            yield RiskField(name, "day", value)
        else:
            yield RiskField(name, "long" if name in LONG else "line", value, (), _other(also, value))


def _other(also: str, value: str) -> str:
    return also if also != value else ""


def _is_day(text: str) -> bool:
    found = days_in(text)
    return bool(found) and len(found) == 1 and found[0].isoformat() == text


def choices(read: ReadSheet, name: str) -> tuple[str, ...]:
    """What can be chosen in a field; nothing where anything can be typed."""
    if name in _RATED:
        return read.lists.ratings
    if name in ("stage", "where"):
        return tuple(one.name for one in read.lists.stages)
    if name == "risk":
        return tuple(one.name for one in read.lists.risks)
    if name == "kind":
        return tuple(read.language.say(f"market.risks.kinds.{kind}") for kind in KINDS)
    return ()


def _proposed(read: ReadSheet, step: str, name: str) -> tuple[str, ...]:
    """What a field proposes, where something else can be typed as well."""
    if name == "material" and step != "parts":
        found = [row.cells["material"].text for row in rows_of(read, "parts")]
    elif name == "country" and step == "risks":
        found = [row.cells["country"].text for row in rows_of(read, "places")]
    elif name == "source":
        found = [f"{n}. {one.name}" for n, one in enumerate(read.lists.sources, 1)]
    else:
        found = []
    return tuple(dict.fromkeys(filter(None, found)))


def typed_in(read: ReadSheet, step: str, row: RiskRow, was: Mapping[str, str], form: FieldReader) -> dict[str, str]:
    """The texts that the fields of a row have now; one that nobody has touched is as it was, however it is written."""
    made: dict[str, str] = {}
    for name, text in was.items():
        if name in row.counted or name not in form.given or _alike(form.text(name), text, name):
            made[name] = text
        elif own := choices(read, name):
            made[name] = form.one_of(name, own)
        else:
            made[name] = form.read(name, _meant(name, text), "")
    for name in NEEDED.get(step, ()):
        if name in made and not made[name]:
            form.wrong(name, f"web.risks.needed.{name}")
    return made


def _meant(name: str, was: str) -> Callable[[str], str]:
    if name == "date" and (not was or _is_day(was)):
        return lambda text: on.isoformat() if (on := day(text)) else ""
    return lambda text: (lines if name in LONG else line)(text, _MOST)


def _alike(one: str, other: str, name: str) -> bool:
    """Whether two texts say the same in a field; where there is one line, breaks are blanks."""
    if name in LONG:
        return one.strip() == other.strip()
    return one.split() == other.split()


def seen_of(fields: Mapping[str, str]) -> str:
    """What tells of each field whether a form still shows what stands there."""
    return " ".join(f"{name}:{_print(text)}" for name, text in fields.items())


def _print(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def is_another(step: str, fields: Mapping[str, str], seen: str) -> bool:
    """Whether a row is about something else by now than when its form was ``seen``."""
    before = _before(seen)
    return any(name in before and before[name] != _print(fields.get(name, "")) for name in ABOUT[step])


def _before(seen: str) -> dict[str, str]:
    return {name: said for name, _, said in (one.rpartition(":") for one in seen.split())}


def put_together(
    step: str, fields: Mapping[str, str], form: FieldReader, seen: str, said: Mapping[str, str]
) -> dict[str, str]:
    """What was typed, where the fields may say something else by now than when the form was ``seen``: whoever has left
    a field alone takes what somebody else has put there; where both have typed, the problem is told there, in words
    ``said`` to whoever reads, and where the row is about something else by now, that is."""
    before, made = _before(seen), dict(form.given)
    if is_another(step, fields, seen):
        form.wrong("", "web.risks.changed")
    for name, now in fields.items():
        mine = form.text(name)
        if before.get(name) == _print(now) or _alike(mine, now, name):
            continue
        if name in before and before[name] == _print(mine):
            made[name] = now
        elif name in form.given:
            form.wrong(
                name, "web.typed.overtaken", now=day_in(now) or said.get(now, now) or form.say("web.typed.nothing")
            )
    return made


def title_of(read: ReadSheet, step: str, row: RiskRow, said: Mapping[str, str]) -> tuple[str, str]:
    """What a row is about, in a few words, and what more there is to say of it."""
    text = {name: said.get(value, value) for name, value in shown_in(read, row).items()}
    first = {"parts": "material", "places": "country", "risks": "risk", "report": "risk"}[step]
    more = {"parts": ("kind", "stage"), "places": ("share",), "risks": ("known",), "report": ("where",)}[step]
    return text.get(first, "") or "–", " · ".join(filter(None, (text.get(name, "") for name in more)))


def left_in(read: ReadSheet, step: str, row: RiskRow) -> list[str]:
    """What is still to be done in a row, as the check of the worksheet finds it: keys of words."""
    text = {name: cell.text for name, cell in row.cells.items()}
    known, mark = read.lists.ratings[:-1], read.language.say("market.risks.check_this")
    match step:
        case "start":
            is_nobody = text.get("filled_in_by") == read.language.say("market.risks.example_by")
            return ["said"] if is_nobody or not all(text.values()) else []
        case "report":
            is_there = any(one.risk == text["risk"] for one in read.sheet.risks)
            return ["judge"] if is_there and text["relevant"] not in known else []
    found = ["rate"] if step == "risks" and not {text["severity"], text["likelihood"]} <= {*known} else []
    found += [] if text["source"] else ["source"]
    return [*found, *(["check"] if text.get("checked") == mark else [])]
