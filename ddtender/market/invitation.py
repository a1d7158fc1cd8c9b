"""The market consultation invitation (manual 3.4, lesson 2) as a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ddtender.library.market import BLANK
from ddtender.model.market import Invitation
from ddtender.render.paper import Paper
from ddtender.words import Language


def write_invitation(
    invitation: Invitation, template: bytes, facts: Mapping[str, str], moment: datetime, language: Language
) -> bytes:
    """A .docx; a fact that is missing is a visible blank, a meeting that is missing is not spoken of.

    Raises PackageError.
    """
    paper = Paper(template, language)
    made = [paper.text(invitation.title, "Title")]
    if "subject" in facts:
        made.append(paper.text(language.capital(facts["subject"]), "Subtitle"))
    for heading, paragraphs in invitation.sections:
        said = [text for text in paragraphs if "meeting" in facts or "meeting" not in BLANK.findall(text)]
        made += [paper.heading(1, heading)] if said else []
        made += [paper.filled(text, invitation.blanks, facts) for text in said]
    words = {"title": invitation.title, "reference": facts.get("reference", "")}
    return paper.finish(made, words, invitation.title, moment)
