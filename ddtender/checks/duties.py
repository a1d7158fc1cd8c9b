"""How a language obliges somebody to report, or to hand in a document."""

import re
from functools import cache

from ddtender.words import Lexicon

_NAMES = ("documents", "others")
#: So many letters before a duty have who is bound.
_BEFORE = 120


class Reporting:
    """How a language puts a duty to report on somebody."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.documents, self.others = (re.compile(rf"\b{lexicon.one_of(f'duties.{n}')}\b") for n in _NAMES)
        self.shall = re.compile(rf"\b{lexicon.one_of('duties.shall')}\b")
        self.duty, self.telling, self.of_the_buyer = (
            lexicon.expression(name) for name in ("reporting", "telling", "buyer_before")
        )

    def duty_in(self, title: str, clause: str) -> str:
        """The word for what a clause obliges the Contractor to hand in; empty if it obliges to nothing of the kind.

        A word alone is no duty: reports are read, lists are kept, and the buyer may owe one as well. Where the title
        names the document, what the clause has told or given is taken for it.
        """
        text = self.others.sub(" ", clause)
        for match in self.duty.finditer(text):
            if not self._is_the_buyers(text, match.start()):
                return self.documents.findall(match.group())[-1]
        named = self.documents.search(self.others.sub(" ", title.casefold()))
        told = any(not self._is_the_buyers(text, match.start()) for match in self.telling.finditer(text))
        return named.group() if named and told else ""

    def binds_the_buyer(self, sentence: str) -> bool:
        """Whether the duty of a sentence is the buyer's."""
        first = self.shall.search(sentence)
        return first is not None and self._is_the_buyers(sentence, first.start())

    def _is_the_buyers(self, text: str, at: int) -> bool:
        return bool(self.of_the_buyer.search(text, max(0, at - _BEFORE), at))


reporting = cache(Reporting)
