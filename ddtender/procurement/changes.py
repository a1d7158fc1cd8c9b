"""What a set says otherwise than the one that was issued before it: facts as printed, and words of provisions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import FactKey, Message
from ddtender.model import AwardPoints, Procedure, ProcedureChanges
from ddtender.model.procedure import Facts
from ddtender.model.procedure_law import ProcedureLaw
from ddtender.procurement.codes import DEADLINE_NEAR, DEADLINE_PASSED
from ddtender.procurement.sealed import Seal

#: The fact that the rule on deadlines goes by, and what begins the keys of all days.
TENDERS_UNTIL, DAYS = "dates.tenders_until", "dates."
#: What does not make a provision another one to whoever reads it.
_BESIDE = ("id", "version", "number", "origin", "source", "kind")


class FactChange(Struct, frozen=True):
    """A fact by its key, as it was printed and as it is; None where there was none, or is none."""

    key: str
    before: str | None
    after: str | None


class ProvisionChange(Struct, frozen=True):
    """A provision or definition whose printed words are others; ``before`` and ``after`` are its numbers, empty for
    what has none."""

    id: str
    kind: str
    title: str
    what: Literal["changed", "added", "gone", "renumbered"]
    before: str = ""
    after: str = ""


class SetChanges(Struct, frozen=True):
    """All that differs between two sets."""

    facts: tuple[FactChange, ...]
    provisions: tuple[ProvisionChange, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of facts and the ids of provisions that have changed; a new number alone is none."""
        own = (one.id for one in self.provisions if one.what != "renumbered")
        return (*(one.key for one in self.facts), *own)

    @property
    def are_only_days(self) -> bool:
        """Whether days are all that has changed, with the sentences that name them."""
        return bool(self.facts) and all(one.key.startswith(DAYS) for one in self.facts)


def fact_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FactChange, ...]:
    """The facts that are printed otherwise, in the order of the new ones."""
    keys = dict.fromkeys((*after, *before))
    return tuple(FactChange(k, before.get(k), after.get(k)) for k in keys if before.get(k) != after.get(k))


def changes(before: Seal, after: Seal, outlines: tuple[bytes, bytes]) -> SetChanges:
    """What the second set says otherwise; ``outlines`` are those of the two."""
    return SetChanges(fact_changes(before.facts, after.facts), provision_changes(*outlines))


def provision_changes(before: bytes, after: bytes) -> tuple[ProvisionChange, ...]:
    """The provisions and definitions that two outlines do not have in the same words."""
    return tuple(_provisions(_by_id(before), _by_id(after)))


def _by_id(outline: bytes) -> dict[str, dict[str, Any]]:
    read = json.loads(outline)
    named = ({"kind": "definition", "number": "", "title": one.get("term", ""), **one} for one in read["definitions"])
    return {one["id"]: one for one in (*read["frame"], *read["provisions"], *named)}


def _provisions(old: Mapping[str, dict], new: Mapping[str, dict]) -> Iterator[ProvisionChange]:
    for id_ in dict.fromkeys((*new, *old)):
        was, now = old.get(id_), new.get(id_)
        one = now or was
        assert one is not None
        numbers = [str(side["number"] or "") if side else "" for side in (was, now)]
        if was is None:
            what = "added"
        elif now is None:
            what = "gone"
        elif _read(was) != _read(now):
            what = "changed"
        elif numbers[0] != numbers[1]:
            what = "renumbered"
        else:
            continue
        yield ProvisionChange(id_, one["kind"], one["title"], what, *numbers)


def _read(one: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody reads of a provision; a reference by its id, as numbers may change without a change of words."""
    kept = {key: value for key, value in one.items() if key not in _BESIDE}
    text, read = str(kept.get("text", "")), ""
    for number in (str(ref["number"]) for ref in kept.pop("references", ()) if ref["number"]):
        found = re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text)
        if found:
            read, text = f"{read}{text[: found.start()]}#", text[found.end() :]
    return {**kept, "text": read + text}


def deadline(before: Seal, after: Seal, made: SetChanges, law: ProcedureLaw) -> Iterator[Diagnostic]:
    """Whether Tenderers still have time for what has changed, by the day on which the second set is issued.

    The law asks for a longer time limit where significant changes are made to the procurement documents, in proportion
    to their importance. What is significant a person must judge; the rule here is on the safe side of it: a last day
    that has passed is an error; one fewer days ahead than the law has, or one that is no later than before although
    more than days has changed, is told.
    """
    least = law.changes.days if law.changes else 0
    until, was = after.days.get(TENDERS_UNTIL), before.days.get(TENDERS_UNTIL)
    place = Location(f"issued/{after.number}")
    hint = f"Set a later {TENDERS_UNTIL}; if the change is insignificant to Tenderers, say so in --why."
    if until is None:
        said = f"{TENDERS_UNTIL} is not given, so nobody can tell whether Tenderers have time for what has changed"
        message = Message(said, "messages.deadline_near.unknown", fact=FactKey(TENDERS_UNTIL))
        yield Diagnostic(DEADLINE_NEAR, place, message, hint)
    elif until < after.on:
        said = f"the last day for Tenders, {until}, has passed: what was asked for can no longer be changed"
        message = Message(said, "messages.deadline_passed", until=until)
        yield Diagnostic(DEADLINE_PASSED, place, message, "Set a later day, if the procedure allows it.")
    elif until < after.on + timedelta(days=least):
        said = f"the last day for Tenders, {until}, is less than {least} days ahead"
        message = Message(said, "messages.deadline_near.days", until=until, days=least)
        yield Diagnostic(DEADLINE_NEAR, place, message, hint)
    elif was is not None and not made.are_only_days and until <= was:
        said = f"the last day for Tenders, {until}, is no later than it was, and more than days has changed"
        message = Message(said, "messages.deadline_near.same", until=until)
        yield Diagnostic(DEADLINE_NEAR, place, message, hint)
    elif was is not None and until < was:
        said = f"the last day for Tenders, {until}, is earlier than it was ({was})"
        message = Message(said, "messages.deadline_near.earlier", until=until, was=was)
        yield Diagnostic(DEADLINE_NEAR, place, message, hint)


#: Facts that only the award gives, or that the timetable calls planned; and who is expected to sell, which is printed
#: nowhere.
_AFTER = frozenset({"contractor.name", "contractor.address", "dates.award", "dates.contract_start", "sellers"})


def published(procedure: Procedure) -> dict[str, str]:
    """What a procedure says of all that is published before the award, by the keys of its file, dotted; without the
    places where it stands."""

    def said(facts: Facts, award: AwardPoints | None, changed: ProcedureChanges) -> dict[str, str]:
        found = {key: str(value) for key, (value, _) in facts.items() if key not in _AFTER}
        found |= {key: f"{value.normalize():f}" for key, value in award.facts.items()} if award else {}
        named = {name: ", ".join(id_ for id_, _ in getattr(changed, name)) for name in ("add", "drop")}
        named["replace"] = ", ".join(f"{old}: {new}" for old, new, _ in changed.replace)
        return found | {f"provisions.{name}": ids for name, ids in named.items() if ids}

    found = said(procedure.facts, procedure.award, procedure.changes)
    found |= {f"parameters.{name}": str(value) for name, (value, _) in procedure.parameters.items()}
    for lot in procedure.lots:
        own = {"title": lot.title, **said(lot.facts, lot.award, lot.changes)}
        found |= {f"lots.{lot.id}.{key}": text for key, text in own.items()}
    for tag, told in procedure.translations.items():
        found |= {f"translations.{tag}.{key}": text for key, (text, _) in told.items()}
    named = {"library": procedure.library or "", "scenario": procedure.scenario[0] if procedure.scenario else ""}
    named["lots"] = ", ".join(lot.id for lot in procedure.lots)
    return found | {key: text for key, text in named.items() if text}


def days_of(facts: Mapping[str, object]) -> dict[str, date]:
    """The facts that are days, by their keys."""
    return {key: value for key, value in facts.items() if isinstance(value, date)}
