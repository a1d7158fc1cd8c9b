"""From suppliers to the market's level and the scenario that fits it (manual 3.2 and 3.3; docs/errata.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import Message
from ddtender.market.codes import SAME_SUPPLIER
from ddtender.market.score import overall
from ddtender.market.values import Market, MarketReason, Supplier
from ddtender.model.market import DIMENSIONS, LEVELS, Level, Questionnaire
from ddtender.words import Language

#: The rows of ``Market.counts``: the dimensions, then the overall level.
ROWS = (*DIMENSIONS, "level")


def count_once(suppliers: Sequence[Supplier]) -> tuple[list[Supplier], list[Diagnostic]]:
    """Every company counts once, with the most cautious of its forms: nobody can say which one it meant."""
    by_company: dict[str, list[int]] = {}
    for n, supplier in enumerate(suppliers):
        if supplier.answers.company:
            by_company.setdefault(_key(supplier.answers.company), []).append(n)
    result, findings = list(suppliers), []
    for same in by_company.values():
        if len(same) == 1:
            continue
        kept = min(same, key=lambda n: (_rank(suppliers[n]), n))
        first = suppliers[same[0]].answers.file
        for n in same:
            files = ", ".join(suppliers[m].answers.file for m in same if m != n)
            said = "this one counts, as the lowest" if n == kept else "this one is not counted"
            note = f"The same supplier also answered in {files}; {said}."
            result[n] = replace(suppliers[n], counted=n == kept, notes=(*suppliers[n].notes, note))
            if n != same[0]:
                company = suppliers[n].answers.company
                said = f"the supplier '{company}' has answered already, in {first}"
                findings.append(
                    Diagnostic(
                        SAME_SUPPLIER,
                        Location(suppliers[n].answers.file),
                        Message(said, "messages.same_supplier", company=company, file=first),
                        "Leave out the form that does not hold; until then the lower one counts.",
                    )
                )
    return result, findings


def _key(company: str) -> str:
    """What a company's name is, however it is spaced, capitalised and dotted: "Delta B.V." is "delta  BV"."""
    plain = unicodedata.normalize("NFKC", company).casefold()
    letters = "".join(c for c in plain if c.isalnum() or c.isspace())
    return " ".join(letters.split()) or company


def _rank(supplier: Supplier) -> tuple[bool, int, int]:
    """Scored forms before others, then by level, then by points."""
    level = LEVELS.index(supplier.level) if supplier.level else 0
    return supplier.level is None, level, sum(d.score or 0 for d in supplier.dimensions.values())


def judge(
    suppliers: Sequence[Supplier], questionnaire: Questionnaire, authority: Level | None, language: Language
) -> Market:
    """The market, from the suppliers that count; ``authority`` is the buyer's own maturity, None if it was not said."""
    counted = [s for s in suppliers if s.counted]
    counts = {row: {level: sum(_level(s, row) == level for s in counted) for level in LEVELS} for row in ROWS}
    total = sum(counts["level"].values())
    left_out = sum(s.level is None for s in counted)
    if not total:
        return Market(counts, None, None, (MarketReason.of(language, "market.reasons.none_scored"),))
    share = questionnaire.decisions.market_share
    level = _market_level(counts["level"], share)
    reasons = [_why_level(counts["level"], level, share, language)]
    if left_out:
        reasons.append(MarketReason.of(language, "market.reasons.no_level", number=left_out))
    if total < questionnaire.decisions.few_suppliers:
        reasons.append(
            MarketReason.of(language, "market.reasons.few", number=total, few=questionnaire.decisions.few_suppliers)
        )
    reasons += _other_ways(counted, questionnaire, counts["level"], level, language)
    recommended = _recommended(level, authority)
    reasons += _why_scenario(level, authority, recommended, language)
    return Market(counts, level, recommended, tuple(reasons))


def _level(supplier: Supplier, row: str) -> Level | None:
    return supplier.level if row == "level" else supplier.dimensions[row].level


def _reaching(counts: Mapping[str, int], level: Level) -> int:
    """How many have this level or a higher one."""
    return sum(counts[other] for other in LEVELS[LEVELS.index(level) :])


def _market_level(counts: Mapping[str, int], share: int) -> Level:
    """The highest level that at least ``share`` percent of the suppliers reach."""
    total = sum(counts.values())
    return next(level for level in reversed(LEVELS) if _reaching(counts, level) * 100 >= share * total)


def _why_level(counts: Mapping[str, int], level: Level, share: int, language: Language) -> MarketReason:
    total = sum(counts.values())
    asked: Level = "medium" if level == "low" else level
    places: dict[str, str | int] = {"number": _reaching(counts, asked), "total": total, "share": share}
    if level == "medium":
        places["high"] = MarketReason.of(language, "market.reasons.of_high", number=counts["high"], total=total)
    return MarketReason.of(language, f"market.reasons.{level}", **places)


def _other_ways(
    counted: Sequence[Supplier],
    questionnaire: Questionnaire,
    counts: Mapping[str, int],
    level: Level,
    language: Language,
) -> list[MarketReason]:
    """Decisions that the market's level depends on."""
    made: list[MarketReason] = []
    rule = "middle" if questionnaire.decisions.overall == "lowest" else "lowest"
    other = replace(questionnaire.decisions, overall=rule)
    levels = [overall(dict(s.dimensions), other) for s in counted]
    changed = _market_level({name: levels.count(name) for name in LEVELS}, other.market_share)
    if changed != level:
        made.append(
            MarketReason.of(
                language,
                f"market.reasons.by_{questionnaire.decisions.overall}",
                level=MarketReason.of(language, f"market.levels.{changed}"),
            )
        )
    for share in (33, 67):
        if (changed := _market_level(counts, share)) != level:
            would = MarketReason.of(language, f"market.levels.{changed}")
            made.append(MarketReason.of(language, "market.reasons.by_share", share=share, level=would))
    return made


def _recommended(level: Level, authority: Level | None) -> str:
    """Scenarios are named after the maturity that both sides need; unknown maturity is not enough for the high one."""
    limit = LEVELS.index(authority or "medium")
    return LEVELS[min(LEVELS.index(level), limit)]


def _why_scenario(level: Level, authority: Level | None, recommended: str, language: Language) -> list[MarketReason]:
    if authority is None:
        why = MarketReason.of(language, f"market.reasons.{'say_high' if level == 'high' else 'assumed'}")
    else:
        key = "limits" if LEVELS.index(authority) < LEVELS.index(level) else "enough"
        why = MarketReason.of(
            language, f"market.reasons.{key}", authority=MarketReason.of(language, f"market.levels.{authority}")
        )
    return [why, MarketReason.of(language, "market.reasons.scenario", scenario=recommended)]
