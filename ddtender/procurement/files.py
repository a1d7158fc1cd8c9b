"""What lies in the folder of a procurement, as far as it says how far that is."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from ddtender.procurement.sealed import IssuedSet


class DraftState(Struct, frozen=True):
    """The draft that lies in the folder: its scenario, whether it was made from the procedure file as it is, and how
    many blanks (of the authority), questions and approvals it still lacks; whether something was decided since."""

    scenario: str
    is_current: bool
    blanks: int = 0
    questions: int = 0
    approvals: int = 0
    is_decided_since: bool = False


#: What a workbook of the evaluation is: complete, the copy of one evaluator, what several decide together, or one in
#: which something was typed or nothing yet.
WorkbookKind = Literal["scored", "copy", "together", "begun", "empty"]


class Workbook(Struct, frozen=True):
    """A workbook of the evaluation: the id of its lot ("" where there are no lots), and what it is."""

    lot: str
    kind: WorkbookKind


class ProcurementFiles(Struct, frozen=True):
    """What lies in the folder of a procurement: ``names`` are all its files below it, hidden ones left out.

    ``is_changed`` says that the facts are others than in the last set that was issued; ``wanted`` are provisions that
    answers to Tenderers change and no set has changed since; ``workbooks`` those of the evaluation, ``lots`` the ids of
    all lots, ``is_scoped`` whether somebody has judged the risks in the worksheet, ``risk_differs`` the worksheet that
    comes to another risk than the facts state, ``subject`` what is bought, ``names_scenario`` whether the facts name a
    scenario.
    """

    folder: str
    names: tuple[str, ...]
    draft: DraftState | None = None
    issued: tuple[IssuedSet, ...] = ()
    is_changed: bool = False
    wanted: tuple[str, ...] = ()
    workbooks: Mapping[str, Workbook] = MappingProxyType({})
    is_scoped: bool = False
    risk_differs: str = ""
    subject: str = ""
    names_scenario: bool = False
    lots: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """What is judged and awarded by itself: each lot, or the whole under no name."""
        return self.lots or ("",)

    @property
    def scored(self) -> dict[str, str]:
        """The evaluations that can be counted, each with its lot."""
        return {name: one.lot for name, one in self.workbooks.items() if one.kind == "scored"}

    def below(self, step: str) -> list[str]:
        return [name for name in self.names if name.startswith(f"{step}/")]

    def path(self, name: str) -> str:
        """A path below the folder, as it is typed after a command."""
        return quoted(os.path.normpath(os.path.join(self.folder, name)))


def quoted(text: str) -> str:
    """A text as one word of a command line."""
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)
