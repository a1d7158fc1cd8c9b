"""What all writers of a notice take: facts, lots with texts within the limits of their fields, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, timezone
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics.messages import FactKey, Message
from ddtender.export.facts import NoticeFacts, facts_of
from ddtender.export.fields import Sdk, field, sdk
from ddtender.export.gaps import Gap, gaps, language_code, untold
from ddtender.export.words import NoticeCriterion, NoticeTarget, Said, criteria, said, targets
from ddtender.library.eu import codes
from ddtender.model import PRICE_EARNS_NOTHING, Kind
from ddtender.resolve.facts import fact
from ddtender.resolve.values import ResolvedDocument
from ddtender.words import Language

#: The id of the only lot of a procurement without lots.
ONLY_LOT = "LOT-0000"
#: The objective of what the library asks for (BT-775): human rights due diligence in global supply chains.
HUMAN_RIGHTS = "hum-right"
_ASKING = (Kind.SPECIFICATION, Kind.SELECTION, Kind.AWARD, Kind.CONTRACT)


class NoticeLot(Struct, frozen=True):
    """A lot with its texts: ``performance_text`` is BT-70, ``specifications_text`` BT-300, ``objective_text`` BT-777,
    each within its limit; ``objective`` is the code of BT-775, "" where nothing is asked for."""

    id: str
    facts: NoticeFacts
    resolved: ResolvedDocument
    selection: tuple[Said, ...]
    award: tuple[NoticeCriterion, ...]
    performance: tuple[Said, ...]
    specifications: tuple[Said, ...]
    targets: tuple[NoticeTarget, ...]
    performance_text: str
    specifications_text: str
    objective: str
    objective_text: str


class Notice(Struct, frozen=True):
    """A notice as values: ``resolved`` is the composition of the whole, ``language_code`` that of all texts ("ENG"),
    ``zone`` that of days without one; ``gaps`` is empty when nothing is missing. ``also`` is the same notice in the
    other languages of the procurement, where ``gaps`` is always empty."""

    facts: NoticeFacts
    lots: tuple[NoticeLot, ...]
    resolved: ResolvedDocument
    language_code: str
    zone: timezone
    gaps: tuple[Gap, ...]
    sdk: Sdk
    also: tuple[Notice, ...] = ()

    @property
    def versions(self) -> tuple[Notice, ...]:
        """The notice in each of its languages, the authentic one first."""
        return (self, *self.also)

    @property
    def in_official_languages(self) -> Notice:
        """The notice in those of its languages that eForms takes, first in the one that is named as its own; as it is
        where eForms takes none."""
        taken = [one for one in self.versions if one.language_code in codes("language")]
        taken.sort(key=lambda one: one.language_code != self.facts.language)
        return replace(taken[0], gaps=self.gaps, also=tuple(taken[1:])) if taken else self


def notice_of(
    resolved: ResolvedDocument,
    lots: Sequence[ResolvedDocument] = (),
    also: Sequence[ResolvedDocument] = (),
    asked_in: Language | None = None,
) -> Notice:
    """The notice of a composition; ``lots`` are those of its lots, in their order, ``also`` the same composition in
    other languages, each with its lots. What is missing is asked in the language of the composition, or in the one that
    is named."""
    one, others = _in_language(resolved, lots), tuple(_in_language(other, other.lots) for other in also)
    facts, made, language = one.facts, one.lots, asked_in or resolved.language
    found = [
        *gaps(facts, language, [version.language_code for version in (one, *others)]),
        *_lots(facts, made, language),
    ]
    found += [gap for lot in made for gap in _points(lot, language)]
    found += [gap for other in others for gap in untold(facts, language, other.resolved.language.tag)]
    return replace(one, gaps=tuple(found), also=others)


def _in_language(resolved: ResolvedDocument, lots: Sequence[ResolvedDocument]) -> Notice:
    facts = facts_of(resolved.draft)
    made = tuple(_lot(f"LOT-{n:04}", one) for n, one in enumerate(lots, 1)) or (_lot(ONLY_LOT, resolved),)
    offset = facts.dispatch.utcoffset() if facts.dispatch else None
    zone = timezone(offset) if offset is not None else UTC
    return Notice(facts, made, resolved, language_code(resolved.language), zone, (), sdk())


def _lot(id_: str, resolved: ResolvedDocument) -> NoticeLot:
    language = resolved.language

    def of(kind: Kind) -> tuple[Said, ...]:
        return tuple(said(p, language) for p in resolved.of_kind(kind))

    fit = _Fitting(language)
    performance, specifications = of(Kind.CONTRACT), of(Kind.SPECIFICATION)
    asked = [p for kind in _ASKING for p in of(kind)]
    return NoticeLot(
        id_,
        facts_of(resolved.draft),
        resolved,
        tuple(fit.selection(one) for one in of(Kind.SELECTION)),
        tuple(fit.criterion(one) for one in criteria(resolved)),
        performance,
        specifications,
        targets(resolved),
        fit.joined("BT-70-Lot", performance, "contract"),
        fit.joined("BT-300-Lot", specifications, "tender"),
        _objective(resolved),
        fit.listed("BT-777-Lot", asked),
    )


def _objective(resolved: ResolvedDocument) -> str:
    """The social objective of a lot (BT-775 has room for one): human rights if any provision serves them, as those do
    that say nothing else; otherwise the first one that is declared. Nothing where nothing is asked for."""
    served = [dict(p.provision.standards).get("objective", HUMAN_RIGHTS) for k in _ASKING for p in resolved.of_kind(k)]
    return "" if not served else HUMAN_RIGHTS if HUMAN_RIGHTS in served else served[0]


class _Fitting:
    """Texts within the limits of their fields: nothing is cut; what is too long is given by title, with a reference."""

    def __init__(self, language: Language) -> None:
        self.say: Callable[..., str] = language.say

    def joined(self, field_id: str, provisions: Sequence[Said], document: str) -> str:
        """The whole provisions, or their titles and where they stand in full, or that alone."""
        whole = "\n\n".join(one.whole for one in provisions)
        if self._fits(field_id, whole):
            return whole
        where = self.say(f"export.in_full.{document}")
        brief = "\n".join([*(one.brief for one in provisions), where])
        return brief if self._fits(field_id, brief) else where

    def listed(self, field_id: str, provisions: Sequence[Said]) -> str:
        """Which provisions ask for human rights."""
        if not provisions:
            return ""
        listed = "\n".join([self.say("export.objective.lead"), *(one.brief for one in provisions)])
        return listed if self._fits(field_id, listed) else self.say("export.objective.many", number=len(provisions))

    def selection(self, one: Said) -> Said:
        if self._fits("BT-750-Lot", one.whole):
            return one
        return replace(one, whole=f"{one.brief}\n{self.say('export.in_full.tender')}")

    def criterion(self, one: NoticeCriterion) -> NoticeCriterion:
        if self._fits("BT-540-Lot", one.description):
            return one
        where = self.say("export.in_full.tender")
        brief = f"{one.brief}\n{where}" if one.brief else where
        return replace(one, description=brief if self._fits("BT-540-Lot", brief) else where)

    def _fits(self, field_id: str, text: str) -> bool:
        return len(text) <= field(field_id).limit


def _lots(facts: NoticeFacts, lots: Sequence[NoticeLot], language: Language) -> list[Gap]:
    """With several lots, for how many of them one Tenderer may submit Tenders."""
    most = facts.lots_per_tenderer
    if len(lots) == 1 or (most is not None and most <= len(lots)):
        return []
    key, named = "notice.lots_per_tenderer", f"BT-31 {field('BT-31-Procedure').name}"
    places = {"fact": FactKey(key), "field": "BT-31"}
    message = Message(f"missing {key} ({named})", "messages.notice_incomplete.fact", **places)
    if most is not None:
        said = f"{key} is {most}, and there are {len(lots)} lots"
        places = {"fact": FactKey(key), "most": most, "lots": len(lots)}
        message = Message(said, "messages.notice_incomplete.lots", **places)
    question = language.say("export.questions.lots_per_tenderer")
    return [Gap(key, "BT-31-Procedure", question, message, facts.place(key))]


def _points(lot: NoticeLot, language: Language) -> list[Gap]:
    """Criteria without points, where the rule for the price gives points; and weights that are not 100."""
    earns_nothing = fact(lot.resolved, "price.rule") in PRICE_EARNS_NOTHING
    found = []
    for one in lot.award:
        if one.points is not None or (one.id == "price" and earns_nothing):
            continue
        key = f"award.{one.id}" if one.id in ("price", "other_quality") else f"award.points.{one.id}"
        said = f"missing {key} (BT-541 {field('BT-541-Lot-WeightNumber').name})"
        message = Message(said, "messages.notice_incomplete.points", criterion=one.name)
        question = language.say("export.questions.points", name=one.name)
        found.append(Gap(key, "BT-541-Lot-WeightNumber", question, message, lot.facts.place(key)))
    total = sum((one.points or Decimal(0) for one in lot.award), Decimal(0))
    if lot.award and not found and total != 100:
        said = f"the weights of the award criteria add up to {total}, not to 100 (BT-541)"
        message = Message(said, "messages.notice_incomplete.weights", total=total)
        question = language.say("export.questions.weights")
        found.append(Gap("award", "BT-541-Lot-WeightNumber", question, message, lot.facts.place("award")))
    return found
