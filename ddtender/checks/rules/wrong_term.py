"""One party, one name at each stage: Tenderer before the award, Contractor after it. Sub-suppliers are others."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, cached_property

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, PassagePart, form_passages
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind
from ddtender.model.text import any_of
from ddtender.words import Lexicon
from ddtender.words.lexicon import folded

WRONG_TERM = Code(
    "wrong-term",
    Topic.TERMS,
    Severity.ERROR,
    "A provision uses the wrong name for the party at its stage.",
    why="Before award there is a Tenderer, after it a Contractor; mixed names leave open who is bound.",
    mend="Use the term that the hint names; businesses further up the chain are Sub-suppliers.",
)

_UPSTREAM = "; a business further up the Supply Chain is a Sub-supplier."


class Parties:
    """How a language names the parties, rightly at each stage and wrongly."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.before, self.after, self.authority = (
            lexicon.needed(f"parties.{name}") for name in ("before_award", "after_award", "authority")
        )
        self.upstream = [folded(name) for name in lexicon.words("parties.upstream")]
        self.buyer_stems = lexicon.stems("parties.buyers", *lexicon.having("parties.buying"))
        lexicon.needed("parties.others")
        self.has_bound = lexicon.has("parties.bound")

    @cached_property
    def buyer(self) -> re.Pattern[str]:
        return self._lexicon.expression("buyer")

    @cached_property
    def named(self) -> re.Pattern[str]:
        return self._lexicon.expression("named")

    @cached_property
    def bound(self) -> re.Pattern[str]:
        return self._lexicon.expression("bound", 0)

    @cached_property
    def in_contract(self) -> Stage:
        return Stage(self._lexicon, "before_award", self.after)

    @cached_property
    def in_tender(self) -> Stage:
        return Stage(self._lexicon, "after_award", self.before)


class Stage:
    """Before or after the award: the right names of the party, and an expression for the wrong ones."""

    def __init__(self, lexicon: Lexicon, wrong: str, right: Sequence[str]) -> None:
        self._lexicon, self._wrong = lexicon, f"parties.{wrong}"
        self.right = right
        self.stems = lexicon.stems(
            self._wrong, "parties.others", "parties.providers", *lexicon.having("parties.many", "parties.selling")
        )

    @cached_property
    def wrong(self) -> re.Pattern[str]:
        return self._lexicon.expression("party", party=self._lexicon.one_of(self._wrong))

    @cached_property
    def of_others(self) -> re.Pattern[str]:
        """What stands before a name, where it is that of others of whom there are many."""
        return self._lexicon.expression("party_of_others")


parties = cache(Parties)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = parties(wording.lexicon)
    defined = {term.casefold() for definition in wording.definitions for term in definition.terms}
    for provision in wording.provisions:
        if provision.kind is not Kind.DEFINITION:
            stage = known.in_contract if provision.kind.document == "contract" else known.in_tender
            passages = wording.passages(provision)
            yield from _wrong(passages, known, stage, provision.kind.with_article, defined)
            yield from _bound(passages, known, stage, defined)
    forms = [passage for form in wording.reply_forms for passage in form_passages(form)]
    yield from _wrong(forms, known, known.in_tender, "a reply form", defined)


def _wrong(
    passages: Iterable[Passage], known: Parties, stage: Stage, where: str, defined: Container[str] = ()
) -> Iterator[Diagnostic]:
    authority = known.authority[0]
    right = stage.right[0].capitalize()
    #: The spellings of parties whose name is a defined term.
    capital = {name for names in (stage.right, known.authority) if names[0] in defined for name in names}
    own = (stage.right[0], authority.split()[0])
    for passage in passages:
        text = passage.folded
        for name in known.upstream:
            text = text.replace(name, "")
        if any_of(stage.stems, text):
            for match in stage.wrong.finditer(passage.prose.text):
                if stage.of_others.search(passage.prose.text, max(0, match.start() - 40), match.start()):
                    continue
                if stage.right[0] not in defined and " ".join(match.group().casefold().split()) in defined:
                    continue  # a library that has parties of its own, by names of its own
                yield _finding(passage, match, f"is the wrong word in {where}", f"Write '{right}'{_UPSTREAM}")
        if authority in defined and any_of(known.buyer_stems, passage.folded):
            for match in known.buyer.finditer(passage.prose.text):
                if " ".join(match.group().casefold().split()) not in defined:
                    hint = f"Write '{authority.title()}'."
                    yield _finding(passage, match, f"is the wrong word in {where}", hint)
        if capital and any_of(own, passage.folded):
            for match in known.named.finditer(passage.prose.text):
                name = " ".join(match.group().split())
                if name.casefold() in capital and name != name.title():
                    hint = f"Write '{name.title()}': in other letters it could be anybody."
                    yield _finding(passage, match, "is a defined term in other letters", hint)


def _bound(passages: Iterable[Passage], known: Parties, stage: Stage, defined: Iterable[str]) -> Iterator[Diagnostic]:
    """Names and pronouns that are of neither party, where a duty is put on them."""
    right, authority = stage.right[0].capitalize(), known.authority[0].title()
    if not known.has_bound:
        return
    for passage in passages:
        if passage.part is not PassagePart.BODY:
            continue
        for match in known.bound.finditer(passage.prose.text):
            group = next(name for name, found in match.groupdict().items() if found)
            words = f" {match[group].casefold()}"
            in_other_letters = match[group].split()[-1].islower()
            if in_other_letters or not any(words.endswith(f" {term}") for term in defined):
                name = right if group == "party" else authority
                yield _finding(passage, match, "is the name of neither party", f"Write '{name}'.", group)


def _finding(passage: Passage, match: re.Match[str], fault: str, hint: str, group: str | int = 0) -> Diagnostic:
    place = passage.prose.locate(match.start(group))
    return Diagnostic(WRONG_TERM, place, f"'{match[group]}' {fault}", hint)
