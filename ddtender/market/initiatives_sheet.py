"""The Word document on all initiatives that the library knows: the stars, each one, labels by kind of product."""

from __future__ import annotations

from datetime import datetime

from ddtender.market.initiatives_table import in_words, star_table, told_of
from ddtender.model.initiatives import Coverage, Initiatives, ProductCategory
from ddtender.render.report import Report
from ddtender.words import Language


def initiatives_sheet(initiatives: Initiatives, template: bytes, moment: datetime, language: Language) -> bytes:
    """The bytes of a .docx; the library must know the tests. Raises PackageError when the template is none."""
    rules, say = initiatives.tests, language.say
    assert rules is not None
    made = Report(template, language, say("market.initiatives.sheet.title"))
    facts = (rules.document, say("market.initiatives.sheet.state"))
    names = ("source", "state")
    made.facts(
        *((say(f"market.initiatives.sheet.facts.{name}"), fact) for name, fact in zip(names, facts, strict=True))
    )
    made.paragraph(say("market.initiatives.sheet.lead"))
    if table := star_table(initiatives, language):
        made.heading(say("market.initiatives.table", document=rules.document, table=rules.table))
        shares = [22, *(15 for _ in table.headings[1:])]
        rows = [[" ".join(cell) for cell in row] for row in table.rows]
        made.picture(table.headings, rows, shares, table.about, table.fills)
        made.paragraph(say("market.initiatives.half", maximum=rules.maximum))
        made.bullets(
            [
                say("market.initiatives.without_why", name=one.short, why=in_words(one, initiatives, language))
                for one in initiatives.every
                if one.unrated
            ]
        )
    made.heading(say("market.initiatives.sheet.tests"))
    columns = [say(f"market.initiatives.columns.{name}") for name in ("test", "about")]
    made.table(columns, [(t.name, t.asks) for t in rules.tests], (20, 80), say("market.initiatives.sheet.tests"))
    if rules.notes:
        made.heading(say("market.initiatives.sheet.general"))
        columns = [say(f"market.initiatives.columns.{name}") for name in ("about", "said")]
        rows = [(n.about, say("market.initiatives.sheet.note", text=n.text, section=n.manual)) for n in rules.notes]
        made.table(columns, rows, (20, 80), say("market.initiatives.sheet.general"))
    columns = [say(f"market.initiatives.columns.{name}") for name in ("about", "said")]
    for one in initiatives.every:
        made.heading(one.name)
        made.table(columns, told_of(one, initiatives, language), (18, 82), one.name)
    _coverage(made, initiatives, language)
    return made.finish(moment)


def _coverage(made: Report, initiatives: Initiatives, language: Language) -> None:
    say, labels = language.say, [one for one in initiatives.every if one.coverage]
    if initiatives.labels is None or not labels:
        return
    made.heading(say("market.initiatives.sheet.coverage"))
    made.paragraph(say("market.initiatives.sheet.coverage_lead"))
    made.bullets(listed(initiatives, language))
    rows = [
        (category.name, *(covered(one.covered(category.id), language) for one in labels))
        for category in initiatives.labels.categories
    ]
    columns = [say("market.initiatives.sheet.category"), *(one.short for one in labels)]
    shares = [24, *(38 for _ in labels)]
    made.table(columns, rows, shares, say("market.initiatives.sheet.coverage"))


def listed(initiatives: Initiatives, language: Language) -> list[str]:
    """Where, and on which day, the categories of each label were found."""
    found = ((one.short, one.listed_on, one.listed_against) for one in initiatives.every)
    return [
        language.say("market.initiatives.sheet.listed", label=name, date=day, against=against)
        for name, day, against in found
        if day
    ]


def covered(coverage: Coverage | None, language: Language) -> str:
    """What is known of a label and a kind of product, in words."""
    if coverage is None:
        return language.say("market.initiatives.sheet.open")
    if coverage.manual:
        return language.say("market.initiatives.sheet.many", section=coverage.manual)
    return language.say("market.initiatives.sheet.has")


def coverage_rows(initiatives: Initiatives, language: Language) -> list[tuple[ProductCategory, tuple[str, ...]]]:
    """The same in a few words a cell, for a terminal: every category with a cell for each label."""
    labels = [one for one in initiatives.every if one.coverage]
    rows = []
    for category in initiatives.labels.categories if initiatives.labels else ():
        found = (one.covered(category.id) for one in labels)
        marks = ("open" if c is None else "many" if c.manual else "has" for c in found)
        rows.append((category, tuple(language.say(f"market.initiatives.sheet.category_mark.{m}") for m in marks)))
    return rows
