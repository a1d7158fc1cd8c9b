"""The form of what a procedure file says of its lots, and of those who have won.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from ddtender.library.award_forms import Amount, AwardForm, stated_amounts
from ddtender.library.form_values import FileForm, Points, ProvisionId, Short, says, within_100
from ddtender.library.places import slug
from ddtender.model.limits import MOST_LOTS

#: As much as stands in the name of a file, on every system.
_LOT = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,8}[A-Za-z0-9])?"


def _lot_id(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not re.fullmatch(_LOT, value):
        raise ValueError("is not the id of a lot: write a number, or up to ten letters, digits and hyphens in quotes")
    return value


LotId = Annotated[str, Meta(pattern=rf"^{_LOT}(?![\s\S])", max_length=10, extra={"reads": _lot_id, "shape": "lot"})]


class LotAwardForm(FileForm):
    """How a lot is awarded, as far as it differs."""

    price: Points | None = None
    other_quality: Points | None = None
    described_in: Short | None = None
    ties: tuple[Literal["price", "quality", "lots-drawn"], ...] = ()
    points: dict[str, Points] | None = None
    minimum: dict[ProvisionId, Points] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for points in (self.price, self.other_quality, *(self.points or {}).values(), *self.minimum.values()):
            if points is not None:
                within_100(points)

    def over(self, above: AwardForm | None) -> AwardForm:
        """The whole form of a lot. Raises ValueError where neither says the points of the price."""
        price = self.price if self.price is not None else above.price if above else None
        if price is None:
            raise ValueError("award.price is given neither here nor for all lots")
        return AwardForm(
            price=price,
            other_quality=self.other_quality if self.other_quality is not None else above.other_quality if above else 0,
            described_in=self.described_in or (above.described_in if above else None),
            ties=self.ties or (above.ties if above else ()),
            points=self.points if self.points is not None else above.points if above else {},
            minimum=self.minimum or (above.minimum if above else {}),
        )


class LotPriceForm(FileForm):
    """How the price of a lot counts, if by another rule or amount; currency and tax are the same for all lots."""

    rule: Literal["lowest-ratio", "linear", "quality-discount", "fixed"]
    ceiling: Annotated[Amount | None, says("linear: the price from which on no points are earned")] = None
    value_of_a_point: Annotated[Amount | None, says("quality-discount: what a point is worth")] = None
    amount: Annotated[Amount | None, says("fixed: the price")] = None

    def __post_init__(self) -> None:
        for _ in stated_amounts(self):
            pass


class ChangesForm(FileForm):
    """What differs from the scenario: in all lots, or in one of them beyond that."""

    add: tuple[ProvisionId, ...] = ()
    drop: tuple[ProvisionId, ...] = ()
    replace: dict[ProvisionId, ProvisionId] = field(default_factory=dict)


class LotForm(FileForm, kw_only=True):
    """One lot; what it does not say, it takes from above."""

    id: Annotated[LotId, says('As it is published: "1"')]
    title: Short
    subject: Annotated[Short | None, says("What is bought in this lot, if not all that is bought")] = None
    maximum: Annotated[Short | None, says("Of a framework agreement: the highest quantity or value of this lot")] = None
    risk: Literal["high", "medium", "low"] | None = None
    award: LotAwardForm | None = None
    price: LotPriceForm | None = None
    provisions: ChangesForm | None = None


class WinnerForm(FileForm, kw_only=True):
    """A Tenderer that has won, for the contract with it."""

    lot: Annotated[LotId | None, says("The id of the lot that it has won, if there are lots")] = None
    name: Short
    address: Short | None = None


Lots = Annotated[tuple[LotForm, ...], Meta(max_length=MOST_LOTS)]
Winners = Annotated[tuple[WinnerForm, ...], Meta(max_length=200)]


def lot_faults(form: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What of the lots and winners of a procedure file does not go together: where it stands, and what is wrong."""
    lots: Lots = form.lots
    if len(lots) == 1:
        yield ("lots",), "one lot is no lot: write what it says above, and leave `lots` out"
    for n in _repeated([lot.id.casefold() for lot in lots]):
        yield ("lots", n, "id"), f"another lot has the id '{lots[n].id}'"
    for n, lot in enumerate(lots):
        yield from ((("lots", n, *key), message) for key, message in _of_lot(lot, form))
    if form.contractors:
        yield from _of_winners(form.contractors, form)


def _of_winners(winners: Winners, form: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    known = [lot.id for lot in form.lots]
    if form.contractor is not None:
        yield ("contractors",), "write `contractor` or `contractors`, not both"
    for n, winner in enumerate(winners):
        if winner.lot is not None and winner.lot not in known:
            there = f"there are: {', '.join(known)}" if known else "there are no lots"
            yield ("contractors", n, "lot"), f"there is no lot '{winner.lot}'; {there}"
        elif known and winner.lot is None:
            yield ("contractors", n), f"say which lot it has won: {', '.join(known)}"
    names = [(winner.lot or "", slug(winner.name)) for winner in winners]
    for n in _repeated(names):
        yield ("contractors", n, "name"), f"'{winners[n].name}' is listed twice for the same lot"
    framework = form.framework
    most = (framework.contractors or len(winners)) if framework and framework.kind == "multiple" else 1
    for n in range(len(names)):
        if sum(names[n][0] == lot for lot, _ in names[: n + 1]) == most + 1:
            one = "only a framework agreement of the kind 'multiple' has several"
            allowed = f"framework.contractors is {most}" if most > 1 else one
            yield ("contractors", n), f"this is contractor number {most + 1} of the same contract, and {allowed}"


def _of_lot(lot: LotForm, form: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if lot.maximum is not None and (form.framework is None or form.framework.kind == "none"):
        yield ("maximum",), "maximum belongs to a framework agreement: write `framework: {kind: single}`"
    try:
        if lot.award is not None:
            lot.award.over(form.award)
    except ValueError as error:
        yield ("award",), str(error)
    currency = form.price.currency if form.price else None
    for name, own in stated_amounts(lot.price) if lot.price else ():
        if not (own or currency):
            yield ("price", name), "it has no currency: write `price: {currency: EUR}` for all lots"
        if own and currency and own != currency:
            yield ("price", name), f"it is in {own}, and the currency is {currency}"


def _repeated(names: Sequence[object]) -> list[int]:
    """The positions of what was there before."""
    return [n for n, name in enumerate(names) if name in names[:n]]
