"""The task list of a procurement: which pages belong to which step, how far each is, and what comes next, in the words
of whoever reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ddtender.procurement.said import KeyedSentence
from ddtender.procurement.steps import Step
from ddtender.web.shown.said import day_in
from ddtender.words import Language

#: The pages of each step, by the last part of their address; a phrase `web.tasks.<page>` says what is done there.
TASKS: dict[str, tuple[str, ...]] = {
    "risks": ("risks",),
    "market": ("market", "talks"),
    "tender": ("facts", "provisions", "preview", "decisions", "draft", "pages", "comments", "colleagues", "signoff"),
    "issued": ("notice", "issue", "questions"),
    "evaluation": ("evaluation",),
    "award": ("award",),
    "contracts": ("contracts", "again"),
}
#: On which page of its step what comes next is done, where that is not its first; a phrase `web.todo.<name>` says what
#: it is.
_DONE_AT = {
    "say_subject": "facts",
    "build": "draft",
    "decide": "decisions",
    "approve": "signoff",
    "change_then": "facts",
    "issue": "issue",
    "issue_again": "issue",
    "restore": "",
}
#: What is said of a step names a command only in these phrases, for which the page has its own (`web.todo.<name>`).
_WITH_COMMAND = ("risk_differs", "from_now_on")
_STEPS = "procurement.steps."
#: In the place of what is said of a step, where somebody is not to hear of it.
UNTOLD = KeyedSentence("", {})


class TaskGroup(Struct, frozen=True):
    """A step of the procurement with its pages: what the files say of it, and its state (open, begun, done); what is
    ``to_do`` next ("" where nothing is), and ``at`` which page ("": at none)."""

    step: str
    state: str
    said: str
    pages: tuple[str, ...]
    to_do: str = ""
    at: str = ""


def task_list(
    steps: Sequence[Step], next: Step | None, words: Language, pages: Mapping[str, tuple[str, ...]]
) -> list[TaskGroup]:
    """The steps with their ``pages``, as far as they are for whoever reads; a step without any is none of theirs. What
    is to do is said of those that were begun, and of the one that comes next."""
    return [
        _group(one, one is next or one.state == "begun", words, there) for one in steps if (there := pages[one.step])
    ]


def _group(one: Step, is_told: bool, words: Language, pages: tuple[str, ...]) -> TaskGroup:
    if one.about is UNTOLD:
        return TaskGroup(one.step, one.state, "", pages)
    said = _said(one.about, words)
    if one.to_do is None or not is_told:
        return TaskGroup(one.step, one.state, said, pages)
    name = one.to_do.key.removeprefix(f"{_STEPS}next.")
    at = _DONE_AT.get(name, TASKS[one.step][0])
    return TaskGroup(one.step, one.state, said, pages, words.say(f"web.todo.{name}"), at if at in pages else "")


def _said(about: KeyedSentence, words: Language) -> str:
    name = about.key.removeprefix(_STEPS)
    if name not in _WITH_COMMAND:
        return _with_days(about).said(words)
    kept = {place: value for place, value in about.places.items() if place == "contracts"}
    return KeyedSentence(f"web.todo.{name}", kept).said(words)


def _with_days(about: KeyedSentence) -> KeyedSentence:
    """A sentence with days as days, which the language writes in words; commands print them as files have them."""
    return KeyedSentence(about.key, {place: _with_day(value) for place, value in about.places.items()})


def _with_day(value: object) -> Any:
    if isinstance(value, KeyedSentence):
        return _with_days(value)
    return day_in(value) or value if isinstance(value, str) else value
