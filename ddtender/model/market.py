"""The supplier questionnaire and the risk worksheet, as their files say them (manual 3.1, 3.2, annexes 2a and 2b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from ddtender.diagnostics import Location

Level = Literal["low", "medium", "high"]
#: From the least to the most mature.
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
DIMENSIONS = ("awareness", "policies", "actions")
#: The two columns of points; every kind of company is scored by one of them.
COLUMNS = ("manufacturer", "reseller")


class Statement(Struct, frozen=True):
    """A statement with a box. ``points`` by column; ``nothing`` says that none of the others applies; ``describe`` is
    the label of a text field, if the statement asks for names; ``decided`` if the source's own form lacks it; ``ask``
    is what to ask a supplier who did not tick it."""

    id: str
    text: str
    points: Mapping[str, int]
    nothing: bool = False
    describe: str | None = None
    decided: bool = False
    ask: str | None = None


class Group(Struct, frozen=True):
    """A question: ``one`` answer or several, with a ``maximum`` of points if there is one; ``remarks`` is the label of
    a text field below it."""

    id: str
    dimension: str
    title: str
    question: str
    one: bool
    maximum: int | None
    options: tuple[Statement, ...]
    remarks: str | None = None

    def option(self, id_: str) -> Statement | None:
        return next((option for option in self.options if option.id == id_), None)


class CompanyKind(Struct, frozen=True):
    """A kind of company, and the column of points it is scored by; ``decided`` if the source names no points for it."""

    id: str
    label: str
    scored_as: str
    describe: str | None = None
    decided: bool = False

    @property
    def text(self) -> str:
        """What stands beside its box, as of a statement."""
        return self.label


#: The choice that lets other public buyers see a supplier's answers, and the one option of it that does.
CONSENT, AGREED = "consent", "agreed"
#: The choice that says whose the answers are.
SUPPLIED_BY = "supplied-by"


class UnscoredQuestion(Struct, frozen=True):
    """A question at the end of the form that is worth no points: one of ``options``, (id, text), is chosen; ``ask`` is
    what to ask where nothing was, ``help`` stands above it."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    help: str | None = None
    ask: str | None = None

    def text(self, id_: str | None) -> str | None:
        """The words of an option; None where there is none of this id."""
        return dict(self.options).get(id_ or "")


class Bounds(Struct, frozen=True):
    """The levels of a dimension: low below ``low_below``, medium from ``medium_from`` to ``medium_to``, high above.

    ``between`` is the level of a score from ``low_below`` up to ``medium_from``, which the source may leave out.
    """

    low_below: int
    medium_from: int
    medium_to: int
    between: Level

    def level(self, score: int) -> Level:
        if score < self.low_below:
            return "low"
        if score > self.medium_to:
            return "high"
        return "medium" if score >= self.medium_from else self.between

    def in_hole(self, score: int) -> bool:
        return self.low_below <= score < self.medium_from


class Decisions(Struct, frozen=True):
    """What the source leaves open, as the library decides it (docs/errata.md, under Questionnaire).

    ``market_share`` is in percent; below ``few_suppliers`` answers a recommendation carries a warning.
    """

    overall: Literal["lowest", "middle"] = "lowest"
    market_share: int = 50
    few_suppliers: int = 3
    contradiction: Literal["others", "nothing"] = "others"
    several_ticked: Literal["unread", "lowest", "highest"] = "unread"
    box_mismatch: Literal["ticked", "unread"] = "ticked"


class Questionnaire(Struct, frozen=True):
    """One questionnaire; its boxes stand in the order of ``kinds``, then of the groups' options. ``statements_since``
    is the first version with the same statements, "" where it is the present one."""

    id: str
    title: str
    version: str
    introduction: tuple[str, ...]
    kinds: tuple[CompanyKind, ...]
    groups: tuple[Group, ...]
    bounds: Mapping[str, Bounds]
    decisions: Decisions
    location: Location
    choices: tuple[UnscoredQuestion, ...] = ()
    statements_since: str = ""

    def has_statements_of(self, version: str) -> bool:
        """Whether the form of this version (``1.0.0``) has the same statements, whatever else it lacks."""
        first, there, last = map(_numbers, (self.statements_since or self.version, version, self.version))
        return first <= there <= last

    def choice(self, id_: str) -> UnscoredQuestion | None:
        return next((choice for choice in self.choices if choice.id == id_), None)

    @property
    def boxes(self) -> tuple[tuple[str, str], ...]:
        """(group or "kind", option) of every box, in the order of the form."""
        kinds = tuple(("kind", kind.id) for kind in self.kinds)
        return kinds + tuple((group.id, option.id) for group in self.groups for option in group.options)

    def group(self, id_: str) -> Group | None:
        return next((group for group in self.groups if group.id == id_), None)

    def kind(self, id_: str | None) -> CompanyKind | None:
        return next((kind for kind in self.kinds if kind.id == id_), None)

    def behind(self, group: str, option: str) -> Statement | CompanyKind:
        """What one of ``boxes`` stands for. Raises LookupError for any other."""
        if group == "kind":
            found: Statement | CompanyKind | None = self.kind(option)
        else:
            asked = self.group(group)
            found = None if asked is None else asked.option(option)
        if found is None:
            raise LookupError(f"no box {group}.{option}")
        return found


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, which may have been typed by anybody: none is read beyond nine digits."""
    return tuple(int(part) if len(part) < 10 else 10**9 for part in version.split("."))


class Invitation(Struct, frozen=True):
    """The text of a market consultation invitation: headings with paragraphs, which may have ``{{ blanks }}``;
    ``blanks`` gives each one's label."""

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    blanks: Mapping[str, str]
    location: Location


class OutlineStep(Struct, frozen=True):
    """A step of a meeting or a module of a training: what it is about, who takes part, what comes of it."""

    title: str
    about: str
    who: str
    result: str


class Outline(Struct, frozen=True):
    """What is said in a talk, in steps; ``source`` is its document, section and item, ``facts`` are those of an example
    as the source has them."""

    title: str
    source: tuple[str, str, str]
    lead: tuple[str, ...]
    steps: tuple[OutlineStep, ...]
    rules: tuple[str, ...]
    example: str
    facts: tuple[str, ...]
    location: Location
