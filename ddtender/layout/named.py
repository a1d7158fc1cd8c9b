"""What provisions, facts and columns are called, for all that names them outside the tender and the contract."""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.model import Kind
from ddtender.words import Language


def named(kind: Kind, number: str, language: Language) -> str:
    """A provision by its number as it is cited, "Award criterion A2"."""
    return language.say(f"layout.named.{kind.value}", number=number)


def titled(kind: Kind, number: str, title: str, language: Language) -> str:
    """A provision by its number and title, "Award criterion A2: Action plan"."""
    return language.say("layout.named.with_title", provision=named(kind, number, language), title=title)


def identified(id_: str, version: str, language: Language) -> str:
    """Which text of the library it is, "award.action-plan, version 1.0.0"."""
    return language.say("layout.named.identifier", id=id_, version=version)


def fact_name(name: str, language: Language) -> str:
    """The label of a fact of a procurement: "reference", "authority" or "contractor"."""
    return language.say(f"layout.facts.{name}")


def not_known(language: Language) -> str:
    """What stands where a fact is not known."""
    return language.say("layout.facts.not_known")


def kpi_headings(names: Iterable[str], language: Language) -> tuple[str, ...]:
    """The headings of a table of KPIs, by the names of its columns."""
    return tuple(language.say(f"layout.kpis.{name}") for name in names)


def points_headings(names: Iterable[str], language: Language) -> dict[str, str]:
    """The headings of what earns points besides criteria, "price" and "other_quality", by these names."""
    return {name: language.say(f"layout.overview.{name}.part") for name in names}
