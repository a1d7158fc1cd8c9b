"""Reading a form field by field: every problem is kept with the field that it is at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.shown.said import day_in

Value = TypeVar("Value")
Say = Callable[..., str]


class FieldReader:
    """Reads the text of fields; ``problems`` are what was wrong, in the words of whoever reads."""

    def __init__(self, given: Mapping[str, str], say: Say) -> None:
        self.given, self.say = given, say
        self.problems: list[FieldProblem] = []

    def text(self, name: str) -> str:
        """What stands in a field, as it came."""
        return self.given.get(name, "")

    def read(self, name: str, meant: Callable[[str], Value], otherwise: Value) -> Value:
        """The value that is meant in a field; ``otherwise`` where there is none, which is told."""
        try:
            return meant(self.text(name))
        except Problem as problem:
            self.wrong(name, problem.key, **problem.places)
            return otherwise

    def one_of(self, name: str, values: Iterable[str]) -> str:
        """One of some values, "" where none is chosen."""
        found = self.text(name)
        if found and found not in {*values}:
            self.wrong(name, "web.typed.choice")
            return ""
        return found

    def wrong(self, name: str, key: str, /, **places: object) -> None:
        """Keep a problem at a field."""
        self.problems.append(FieldProblem(name, self.say(key, **places)))


def print_of(fields: Mapping[str, str]) -> str:
    """What tells whether a form still shows what stands in its file."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def overtaken(
    fields: Mapping[str, str], given: Mapping[str, str], say: Say, said: Callable[[str, str], str] = lambda _, now: now
) -> list[FieldProblem]:
    """The fields in which the file says something else by now than what was typed, each with what it says; ``said``
    gives what stands in a field as a reader says it."""
    found = []
    for name, now in fields.items():
        mine = " ".join(given.get(name, "").split())
        if mine != " ".join(now.split()):
            shown = day_in(now) or said(name, now) or say("web.typed.nothing")
            found.append(FieldProblem(name, say("web.typed.overtaken", now=shown)))
    return found
