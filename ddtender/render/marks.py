"""Marks that stand in a filled template until the generated parts replace them.

They are made of private-use characters, which clause text may not contain.
"""

from __future__ import annotations

import re

_BLANK, _SECTION, MARK_END = "\ue000", "\ue002", "\ue001"
BLANK_MARK = re.compile(f"{_BLANK}([a-z0-9_.-]+){MARK_END}")
SECTION_MARK = re.compile(f"{_SECTION}([a-z0-9_.:-]+){MARK_END}")


class Section(str):
    """The mark of a section; false in a template's ``{% if %}`` when the section has no content."""

    __slots__ = ("present",)

    def __new__(cls, mark: str, present: bool) -> Section:
        made = super().__new__(cls, mark)
        made.present = present
        return made

    def __bool__(self) -> bool:
        return self.present


def mark_blank(name: str) -> str:
    return f"{_BLANK}{name}{MARK_END}"


def mark_section(name: str) -> str:
    return f"{_SECTION}{name}{MARK_END}"
