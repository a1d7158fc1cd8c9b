"""The values that a plan is made of: read strictly, as a workbook may come back from anybody."""

from __future__ import annotations

from typing import Annotated, dataclass_transform

from msgspec import UNSET, Meta, Struct, UnsetType

from ddtender.model.limits import LONGEST_CELL

#: What neither Word nor a terminal may be given: controls, and what turns the direction of writing.
_UNSHOWN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff"
SHOWN = rf"^[^{_UNSHOWN}]*\Z"
PlanText = Annotated[str, Meta(max_length=LONGEST_CELL, pattern=SHOWN)]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._/-]{1,300}\Z")]
Count = Annotated[int, Meta(ge=1)]
#: The language of a workbook (BCP 47); a plan that does not say it is English.
Tag = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")] | UnsetType
_ENGLISH = "en"


@dataclass_transform(frozen_default=True)  # to type checkers: what derives from it is frozen as well
class Frozen(Struct, frozen=True, forbid_unknown_fields=True):
    """A value that is read strictly: it may come from a workbook that anybody has edited."""


def tag_in_plan(tag: str) -> str | UnsetType:
    """A language's tag as a plan carries it."""
    return UNSET if tag == _ENGLISH else tag


def tag_of(planned: str | UnsetType) -> str:
    """The tag of the language in which a workbook with this plan is written."""
    return _ENGLISH if planned is UNSET else str(planned)
