"""The letter to the brand through the reseller, with the form on which each answer says who supplied it (manual 3.4,
lessons 5 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ddtender.model.market import Invitation, Outline
from ddtender.render.paper import Paper
from ddtender.render.tables import simple_table, text_cell
from ddtender.words import Language


def brand_letter(
    letter: Invitation,
    reply: Outline,
    template: bytes,
    facts: Mapping[str, str],
    moment: datetime,
    language: Language,
) -> bytes:
    """A .docx: the letter, a fact that is missing as a visible blank, and on a page of its own the reply form.

    Raises PackageError.
    """
    paper, say = Paper(template, language), language.say
    made = [paper.text(letter.title, "Title")]
    for heading, paragraphs in letter.sections:
        made.append(paper.heading(1, heading))
        made += [paper.filled(text, letter.blanks, facts) for text in paragraphs]
    made.append(paper.heading(1, reply.title, new_page=True))
    made += [paper.text(text) for text in reply.lead]
    names = ("reference", "brand", "reseller")
    rows = [(say(f"dialogue.head.{n}"), [paper.blank(n, letter.blanks[n], facts.get(n))]) for n in names]
    made.append(paper.fields([*rows, (say("dialogue.reply.name"), [])]))
    made.append(paper.text(""))
    headings = [say(f"dialogue.reply.columns.{name}") for name in ("what", "answer", "supplied_by", "shown")]
    asked = [[text_cell(f"{s.title}: {s.about}"), text_cell(""), text_cell(""), text_cell("")] for s in reply.steps]
    made.append(simple_table(paper.styles, [34, 30, 19, 17], headings, asked, description=reply.title))
    words = {"title": letter.title, "reference": facts.get("reference", "")}
    return paper.finish(made, words, letter.title, moment)
