"""Codes that are suggested for what is bought, by the products whose risks the library knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from ddtender.export.notice import Notice
from ddtender.library.eu import cpv_name
from ddtender.model.risks import RiskProduct, plain
from ddtender.words import Language

_CPV = "notice.cpv.main"


def with_suggestions(notice: Notice, products: Iterable[RiskProduct], language: Language) -> Notice:
    """The notice whose question for the main code, in the ``language`` in which it asks, names those of the products
    that its title and subject speak of.

    A suggestion is a part of the question and never a value: which code fits, a person decides.
    """
    tag, say = language.tag, language.say
    named = [f"{code} ({cpv_name(code, tag) or one.name})" for one in _bought(notice, products) for code in one.cpv]
    if not named:
        return notice

    def question(asked: str) -> str:
        return say("export.questions.suggested", question=asked, codes=language.listing(named))

    gaps = (replace(gap, question=question(gap.question)) if gap.key == _CPV else gap for gap in notice.gaps)
    return replace(notice, gaps=tuple(gaps))


def _bought(notice: Notice, products: Iterable[RiskProduct]) -> list[RiskProduct]:
    """The products of which a name stands as words of its own in a title or subject of the notice or of a lot."""
    every = (notice.facts, *(lot.facts for lot in notice.lots))
    told = " ; ".join(plain(text) for facts in every for text in (facts.title, facts.subject) if text)
    return [one for one in products if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) for name in one.names)]
