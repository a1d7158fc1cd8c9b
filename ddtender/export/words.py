"""One plain text a provision, shared by all formats, so that they cannot differ: its number, title and text with (a),
(b), its scoring in words and points, its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from ddtender.layout.scoring import scoring_blocks
from ddtender.layout.text import provision as laid
from ddtender.layout.values import Item, Line, Listing, Numbered, Table, words_of
from ddtender.model import PRICE_EARNS_NOTHING, Kind
from ddtender.resolve.facts import fact
from ddtender.resolve.inlines import plain
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision, asked_of
from ddtender.words import Language

#: What a criterion of selection is in the list of the European Union: technical ability, supply chain management
#: (Directive 2014/24/EU, Annex XII, part II, point (d)).
SUPPLY_CHAIN = "slc-abil-mgmt-supply"


class Said(Struct, frozen=True):
    """A provision as plain text: ``whole`` is number, title, text and evidence, ``brief`` number and title alone;
    ``code`` is that of a selection criterion, "" of any other provision."""

    id: str
    number: str
    title: str
    text: str
    evidence: tuple[tuple[str, str], ...]
    whole: str
    brief: str
    code: str = ""


class NoticeCriterion(Struct, frozen=True):
    """What earns points: a provision by its id, or "price", or "other_quality". ``type`` is the code of BT-539;
    ``points`` is None where none are given, or none are known yet; ``brief`` is the description without the text."""

    id: str
    type: str
    name: str
    description: str
    points: Decimal | None
    minimum: Decimal | None = None
    brief: str = ""


class NoticeTarget(Struct, frozen=True):
    """A key performance indicator of a contract clause."""

    id: str
    title: str
    description: str


def said(p: ResolvedProvision, language: Language) -> Said:
    """A provision as plain text, its evidence below it."""
    text = body(p, language)
    evidence = tuple((one.id, _line(plain(one.text))) for one in p.evidence)
    brief = language.say("export.provision.brief", number=p.cited, title=p.provision.title)
    proof = [language.say("export.provision.proof", text=one) for _, one in evidence]
    codes = dict(p.provision.standards)
    code = codes.get("selection", SUPPLY_CHAIN) if p.kind is Kind.SELECTION else ""
    return Said(p.id, p.cited, p.provision.title, text, evidence, "\n".join([brief, text, *proof]), brief, code)


def body(p: ResolvedProvision, language: Language) -> str:
    """The text of a provision, a line for each paragraph and item."""
    (one,) = laid(p, language)
    return "\n".join(_lines(one.body))


def criteria(resolved: ResolvedDocument) -> tuple[NoticeCriterion, ...]:
    """All that earns points, in the order of the tender: its criteria, other quality, the price. None without a
    criterion of the library."""
    scored = resolved.of_kind(Kind.AWARD)
    return (*(_criterion(p, resolved.language) for p in scored), *_others(resolved)) if scored else ()


def targets(resolved: ResolvedDocument) -> tuple[NoticeTarget, ...]:
    """What is measured while the contract lasts: the indicators of its clauses."""
    say, found = resolved.language.say, []
    for p in resolved.of_kind(Kind.CONTRACT):
        asked = {kpi.id for kpi in asked_of(p)}
        for kpi in p.kpis:
            told = [say("export.target.goal", text=_line(plain(kpi.target)))]
            if kpi.id in asked or kpi.when:
                told.append(say("export.target.when", text=_line(plain(kpi.when))))
            told.append(say("export.target.measured", text=_line(plain(kpi.measured_by))))
            found.append(NoticeTarget(f"{p.id}.{kpi.id}", _line(plain(kpi.indicator)), "\n".join(told)))
    return tuple(found)


def _criterion(p: ResolvedProvision, language: Language) -> NoticeCriterion:
    one, scoring = said(p, language), p.scoring
    how = "\n".join(_scored(p, language))
    proof = "\n".join(language.say("export.provision.proof", text=text) for _, text in one.evidence)
    points = scoring.maximum.value if scoring else None
    return NoticeCriterion(
        p.id,
        "quality",
        one.brief,
        "\n".join(part for part in (one.text, how, proof) if part),
        Decimal(points) if isinstance(points, int | Decimal) else None,
        scoring.minimum if scoring else None,
        how,
    )


def _others(resolved: ResolvedDocument) -> Iterator[NoticeCriterion]:
    """Other quality, unless it has no points, and the price, as the general provisions have them."""
    language, say = resolved.language, resolved.language.say
    frame = resolved.of_kind(Kind.FRAME_TENDER)
    quality, price = resolved.other_quality.value, resolved.price.value
    if quality != 0:
        told = "\n".join(body(p, language) for p in frame if _is_on(p, "award.other_quality is "))
        name = say("layout.overview.other_quality.part")
        number = Decimal(quality) if isinstance(quality, int | Decimal) else None
        yield NoticeCriterion(
            "other_quality", "quality", name, told or say("layout.overview.other_quality.subject"), number
        )
    rule = fact(resolved, "price.rule")
    told = "\n".join(body(p, language) for p in frame if _is_on(p, "price.rule is "))
    earned = None if rule in PRICE_EARNS_NOTHING or not isinstance(price, int | Decimal) else Decimal(price)
    name = say("layout.overview.price.part")
    yield NoticeCriterion("price", "price", name, told or say("layout.overview.price.subject"), earned)


def _is_on(p: ResolvedProvision, condition: str) -> bool:
    """Whether a general provision stands in the tender because of a condition that begins like this."""
    return any(one.startswith(condition) for one in p.provision.when)


def _scored(p: ResolvedProvision, language: Language) -> Iterator[str]:
    for block in scoring_blocks(p.scoring, language) if p.scoring else ():
        if isinstance(block, Line):
            yield _line(words_of(block.inlines))
        elif isinstance(block, Table):
            for row in block.rows:
                what, *earned = (" ".join(_line(words_of(one)) for one in cell) for cell in row)
                key = "export.criterion.points" if len(earned) > 1 else "export.criterion.percent"
                named = dict(zip(("percent", "points"), earned, strict=False))
                yield language.say(key, what=language.capital(what.rstrip(" .;,")), **named)


def _lines(blocks: Iterable[Numbered | Listing], depth: int = 0) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Numbered):
            yield _line(plain(block.inlines))
        else:
            for item in block.items:
                yield from _item(item, depth)


def _item(item: Item, depth: int) -> Iterator[str]:
    """An item with its number before it; without one, with a dash."""
    first, *rest = _lines(item.blocks, depth + 1)
    yield f"{item.number or '–'} {first}"
    yield from rest


def _line(text: str) -> str:
    return " ".join(text.split())
