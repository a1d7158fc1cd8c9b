"""What the risk worksheet is filled in with for a product before the officer sees it: rows of texts by step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from ddtender.model.risks import KnownRisk, PartPlace, RiskLists, RiskPart, RiskParts, RiskProduct, RiskProducts
from ddtender.words import Language

PrefillRow = tuple[str, ...]
#: What a row of the first step is.
KINDS = ("component", "material")


class Prefill(Struct, frozen=True):
    """The rows of the four steps, without the column of numbers; ``origin`` says what they come from."""

    product: str
    origin: str
    materials: tuple[PrefillRow, ...]
    places: tuple[PrefillRow, ...]
    risks: tuple[PrefillRow, ...]
    report: tuple[PrefillRow, ...] = ()
    is_example: bool = False


def prefill(
    lists: RiskLists,
    files: Iterable[RiskParts],
    products: RiskProducts,
    product: RiskProduct,
    language: Language,
    as_example: bool = False,
) -> Prefill:
    """The rows for a product. Severity and likelihood are left to the officer; ``as_example`` takes those, and the last
    step, from the product's example, of which it must have one."""
    files = tuple(files)
    noted = {part.name: file.noted for file in files for part in file.parts}
    known = {part.name: part for file in files for part in file.parts}
    parts = [known[name] for name in product.parts]
    write = _Writer(lists, language)
    example = product.example if as_example else None
    judged = {one.risk: (one.severity, one.likelihood) for one in example.ratings} if example else {}
    unjudged = (lists.ratings[-1], lists.ratings[-1])
    ids = ", ".join(f"{one.id} {one.version}" for one in (lists, *files, products))
    said = "market.risks.example_from" if example else "market.risks.prefilled_from"
    return Prefill(
        product.name,
        language.say(said, product=product.name, library=ids),
        tuple(write.part(part, products.noted) for part in parts),
        tuple(write.place(part, place, noted[part.name]) for part in parts for place in part.places),
        tuple(
            write.risk(part, place, risk, judged.get(risk.risk, unjudged), noted[part.name])
            for part in parts
            for place in part.places
            for risk in place.risks
        ),
        tuple((r.risk, r.relevant, r.where, r.summary, r.ask, r.require) for r in example.report) if example else (),
        example is not None,
    )


class _Writer:
    def __init__(self, lists: RiskLists, language: Language) -> None:
        self.lists, self.say, self.date = lists, language.say, language.date
        self.check = self.say("market.risks.check_this")

    def part(self, part: RiskPart, noted: date) -> PrefillRow:
        source = self.say("market.risks.noted", date=self.date(noted))
        return (part.name, self.say(f"market.risks.kinds.{part.kind}"), part.stage, part.why, source, self.check)

    def place(self, part: RiskPart, place: PartPlace, noted: date) -> PrefillRow:
        source = self._source(1, place.manual, noted, "market.risks.manual_country")
        return (part.name, place.country, place.share, source, self.check)

    def risk(
        self, part: RiskPart, place: PartPlace, risk: KnownRisk, judged: tuple[str, str], noted: date
    ) -> PrefillRow:
        source = self._source(2, risk.manual, noted, "market.risks.manual")
        return (part.name, place.country, risk.stage, risk.risk, risk.what, *judged, source, self.check)

    def _source(self, step: int, manual: str, noted: date, key: str) -> str:
        if manual:
            return self.say(key, document=self.lists.document, section=manual)
        numbers = self.lists.steps[step].look_up if step < len(self.lists.steps) else ()
        day = self.date(noted)
        if not numbers:
            return self.say("market.risks.noted", date=day)
        return self.say("market.risks.noted_look_up", date=day, numbers=", ".join(map(str, numbers)))
