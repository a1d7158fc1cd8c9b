"""The worked example of the rule for the price, as a document must show it: counted again, from the facts alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from ddtender.library.amounts import stated_amount
from ddtender.resolve.facts import fact
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision
from ddtender.words import Language

#: What the first column gives: prices where the lowest is 100, percentages of the ceiling, points.
_FIRST = {
    "lowest-ratio": (100, 120, 140, 160, 200, 300),
    "linear": (0, 25, 50, 75, 90, 100),
    "quality-discount": (100, 80, 60, 40, 20),
    "fixed": (90, 75, 60),
}
_Point = tuple[Decimal, Decimal]
_BLOCK, _BLOCKS = "█", 20
_CENT = Decimal("0.01")


def example_rows(p: ResolvedProvision, resolved: ResolvedDocument) -> list[tuple[str, ...]]:
    """The rows of the table below a provision that states the rule, its headings first; none below any other."""
    found = [*_given(p, resolved)]
    if not found:
        return []
    rule, most, amount, currency = found[0] if len(set(found)) == 1 else (found[0][0], None, None, "")
    return [_headings(rule, most, amount, resolved.language), *_rows(rule, most, amount, currency, resolved.language)]


def _given(
    p: ResolvedProvision, resolved: ResolvedDocument
) -> Iterator[tuple[str, Decimal | None, Decimal | None, str]]:
    """The rule, the points of the price and the amount, of each lot whose rule the provision states."""
    for lot in resolved.lots or (resolved,):
        rule = fact(lot, "price.rule")
        if rule in _FIRST and f"price.rule is {rule}" in p.provision.when:
            points = lot.price.value
            yield rule, points if isinstance(points, Decimal) else None, *stated_amount(lot.draft.facts)


def _headings(rule: str, most: Decimal | None, amount: Decimal | None, language: Language) -> tuple[str, ...]:
    is_open = amount is None if rule == "quality-discount" else most is None
    given = rule if rule != "linear" else f"linear.{'known' if amount is not None else 'open'}"
    keys = (
        f"given.{given}",
        f"result.{rule}.{'open' if is_open else 'known'}",
        *(["bar.fixed"] if rule == "fixed" else []),
    )
    return tuple(language.say(f"layout.price_example.{key}") for key in keys)


def _rows(
    rule: str, most: Decimal | None, amount: Decimal | None, currency: str, language: Language
) -> Iterator[tuple[str, ...]]:
    def money(value: Decimal) -> str:
        return language.amount(value, currency) if currency else language.number(value, 2)

    whole = Decimal(100) if most is None else most
    for rank, n in enumerate(map(Decimal, _FIRST[rule]), start=1):
        if rule == "fixed":
            yield language.number(n, 2), language.number(Decimal(rank), 2), _bar(n / 100)
        elif rule == "quality-discount":
            result = language.percent(n, 2) if amount is None else money((n * amount).quantize(_CENT, ROUND_HALF_UP))
            yield language.number(n, 2), result
        else:
            if rule == "lowest-ratio":
                first, earned = language.number(n, 2), whole * 100 / n
            elif amount is None:
                first, earned = language.percent(n, 2), whole * (100 - n) / 100
            else:
                price = (amount * n / 100).quantize(_CENT, ROUND_HALF_UP)
                first, earned = money(price), max(Decimal(0), whole * (amount - price) / amount)
            earned = earned.quantize(_CENT, ROUND_HALF_UP)
            shown = language.percent(earned, 2) if most is None else language.number(earned, 2)
            yield first, shown


def example_points(p: ResolvedProvision, resolved: ResolvedDocument) -> tuple[list[_Point], list[_Point]] | None:
    """The points of the line below a provision that states the rule, and those marked on it; None if there is none."""
    found = [*_given(p, resolved)]
    if not found or found[0][0] == "fixed":
        return None
    rule, most, amount, _ = found[0] if len(set(found)) == 1 else (found[0][0], None, None, "")
    apart = 5 if rule == "lowest-ratio" else 10
    every = range(100, 301, apart) if rule == "lowest-ratio" else range(0, 101, apart)
    line, marks = ([_point(rule, Decimal(n), most, amount) for n in shares] for shares in (every, _FIRST[rule]))
    return line, marks


def _point(rule: str, n: Decimal, most: Decimal | None, amount: Decimal | None) -> _Point:
    whole = Decimal(100) if most is None else most
    if rule == "quality-discount":
        return n, n if amount is None else (n * amount).quantize(_CENT, ROUND_HALF_UP)
    if rule == "lowest-ratio":
        return n, (whole * 100 / n).quantize(_CENT, ROUND_HALF_UP)
    ceiling = Decimal(100) if amount is None else amount
    price = n if amount is None else (amount * n / 100).quantize(_CENT, ROUND_HALF_UP)
    return price, max(Decimal(0), whole * (ceiling - price) / ceiling).quantize(_CENT, ROUND_HALF_UP)


def _bar(share: Decimal) -> str:
    return _BLOCK * int((_BLOCKS * share).quantize(Decimal(1), ROUND_HALF_UP))
