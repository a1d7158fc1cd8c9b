"""The task list of a procurement: which pages belong to which step, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ddtender.procurement.steps import Step

#: The pages of each step, by the last part of their address; a phrase `web.tasks.<page>` says what is done there.
TASKS: dict[str, tuple[str, ...]] = {
    "risks": ("risks",),
    "market": ("market",),
    "tender": ("facts", "provisions", "preview", "decisions", "draft", "pages", "signoff"),
    "issued": ("issue", "questions"),
    "evaluation": ("evaluation",),
    "award": ("award",),
    "contracts": ("contracts",),
}


class TaskGroup(Struct, frozen=True):
    """A step of the procurement with its pages: what the files say of it, and its state (open, begun, done)."""

    step: str
    state: str
    said: str
    pages: tuple[str, ...]


def task_list(steps: Sequence[Step]) -> list[TaskGroup]:
    """The steps with their pages."""
    return [TaskGroup(one.step, one.state, one.said, TASKS.get(one.step, ())) for one in steps]
