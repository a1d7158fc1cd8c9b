"""The stars of all initiatives as one table (manual, table 1): as rows of texts, with colours, and in words."""

from __future__ import annotations

from msgspec import Struct

from ddtender.market.initiatives import stars
from ddtender.model.initiatives import Initiative, Initiatives
from ddtender.words import Language

#: From few stars to many, each dark enough to be told from the next in print, and light enough for black letters.
_SHADES = ("FFFFFF", "EEF3F5", "DCE8EC", "C3D8DF", "A9C6D0")


class StarTable(Struct, frozen=True):
    """``rows`` begin with the test; a cell has the signs and, for those who cannot see them, the number. ``fills`` are
    colours by row and column, ``about`` says all of it in words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    fills: dict[tuple[int, int], str]
    about: str


def star_table(initiatives: Initiatives, language: Language) -> StarTable | None:
    """The table of those that have stars; None where nothing is known."""
    tests, rated = initiatives.tests, initiatives.rated
    if tests is None or not rated:
        return None
    say, rows, fills = language.say, [], {}
    for n, test in enumerate(tests.tests):
        cells: list[tuple[str, ...]] = [(test.name,)]
        for column, one in enumerate(rated, 1):
            cells.append(star_cell(one, test.id, tests.maximum, language))
            if (value := one.stars(test.id)) is not None:
                fills[n, column] = _SHADES[min(int(value), len(_SHADES) - 1)]
        rows.append(tuple(cells))
    told = "; ".join(
        say("market.initiatives.row", initiative=one.short, stars=in_words(one, initiatives, language)) for one in rated
    )
    about = say("market.initiatives.about_table", maximum=tests.maximum, rows=told.replace(".;", ";"))
    headings = (say("market.initiatives.columns.test"), *(one.short for one in rated))
    return StarTable(headings, tuple(rows), fills, about)


def star_cell(one: Initiative, test: str, maximum: int, language: Language) -> tuple[str, ...]:
    """The stars of an initiative under a test, as signs and as a number below."""
    value = one.stars(test)
    if value is None:
        return (language.say("market.initiatives.no_stars"),)
    return stars(value, maximum), language.say("market.initiatives.stars", number=value, maximum=maximum)


def in_words(one: Initiative, initiatives: Initiatives, language: Language) -> str:
    """All stars of an initiative in a line, such as "Reach 3, Standards 2.5"; why, where it has none."""
    tests = initiatives.tests
    if tests is None or one.unrated:
        return one.unrated
    return ", ".join(
        language.say("market.initiatives.cell", test=test.name, number=value)
        for test in tests.tests
        if (value := one.stars(test.id)) is not None
    )


def source_of(one: Initiative, language: Language) -> str:
    """Where what is said of an initiative stands, and that it was not looked at since."""
    return language.say("market.initiatives.source", document=one.document, section=one.section)


def told_of(one: Initiative, initiatives: Initiatives, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    """What is said of an initiative, in lines by label: what it is, covers and lacks, its tests with their stars, what
    it verifies and does not, its figures, and the source."""
    say, rules = language.say, initiatives.tests

    def label(name: str) -> str:
        return say(f"market.initiatives.labels.{name}")

    rows: list[tuple[str, tuple[str, ...]]] = [
        (label("kind"), (say(f"market.initiatives.kinds.{one.kind}"),)),
        (label("what"), (one.what,)),
    ]
    rows += [(label("covers"), (one.covers,)), (label("lacks"), (one.lacks,))]
    for test in rules.tests if rules else ():
        if test.id in one.tests:
            value = one.stars(test.id)
            shown = () if value is None or rules is None else star_cell(one, test.id, rules.maximum, language)
            rows.append((test.name, (" ".join(shown), one.tests[test.id].why) if shown else (one.tests[test.id].why,)))
    rows += [(label("verifies"), one.verifies), (label("leaves_out"), one.leaves_out)]
    figures = tuple(
        say("market.initiatives.figure", value=figure.value, of=figure.of, section=figure.manual)
        for figure in one.figures
    )
    rows += [(label("figures"), figures)] if figures else []
    return [*rows, (label("source"), tuple(filter(None, (source_of(one, language), one.unrated))))]
