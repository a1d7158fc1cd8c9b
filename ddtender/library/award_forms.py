"""The form of what decides in a procedure: how the price counts, the points, minima, and what breaks ties.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import field

from ddtender.library.amounts import amount_of
from ddtender.library.form_values import (
    Chosen,
    FileForm,
    Number,
    Points,
    ProvisionId,
    Short,
    says,
    text_like,
    within_100,
)
from ddtender.model import AMOUNT_OF_RULE

Currency = Annotated[str, text_like(r"[A-Z]{3}", "is not a currency in three capitals, such as EUR", shape="currency")]


class Amount(Chosen):
    """An amount of money: a number, in the currency of the file, or a text with its currency."""

    __slots__ = ()
    value: str | int | Decimal
    forms = (Short, Number)

    @classmethod
    def form_of(cls, written: object) -> Any:
        text, number = cls.forms
        return text if isinstance(written, str) else number


class AbnormallyLowForm(FileForm):
    """Below which price the Tenderer is asked to explain it."""

    percent: Annotated[Number, says("How much lower than what it is compared with, in percent")]
    below: Annotated[
        Literal["mean", "next"], says("mean: of the other Tenders' prices; next: the lowest price, by the next one")
    ] = "mean"

    def __post_init__(self) -> None:
        if not 0 < self.percent < 100:
            raise ValueError("percent is above 0 and below 100")


def stated_amounts(form: Any) -> Iterator[tuple[str, str]]:
    """The amounts that a form on the price gives, by their keys, with the currency of each ("" if it names none).
    Raises ValueError, with a message for the user, for one that its rule does not have or that is none."""
    for rule, name in AMOUNT_OF_RULE.items():
        given: Amount | None = getattr(form, name)
        if given is None:
            continue
        if rule != form.rule:
            raise ValueError(f"{name} belongs to the rule '{rule}', and the rule is '{form.rule or 'not given'}'")
        try:
            yield name, amount_of(given.value)[1]
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None


class PriceForm(FileForm):
    """How the price counts; what is not given is a visible blank."""

    rule: Literal["lowest-ratio", "linear", "quality-discount", "fixed"] | None = None
    currency: Annotated[Currency | None, says("In which all prices and amounts are stated: EUR")] = None
    vat: Annotated[Literal["excluded", "included"] | None, says("Whether value added tax is in prices and amounts")] = (
        None
    )
    ceiling: Annotated[Amount | None, says("linear: the price from which on no points are earned")] = None
    value_of_a_point: Annotated[Amount | None, says("quality-discount: what a point is worth")] = None
    amount: Annotated[Amount | None, says("fixed: the price")] = None
    abnormally_low: AbnormallyLowForm | None = None

    def __post_init__(self) -> None:
        for name, currency in stated_amounts(self):
            if not currency and self.currency is None:
                raise ValueError(f"{name} has no currency: write `currency: EUR`, or another one, beside it")
            if currency and self.currency and currency != self.currency:
                raise ValueError(f"{name} is in {currency}, and the currency is {self.currency}")


class AwardForm(FileForm):
    price: Points
    other_quality: Points = 0
    described_in: Annotated[
        Short | None, says("The document in which it stands how points for other quality are given")
    ] = None
    ties: Annotated[
        tuple[Literal["price", "quality", "lots-drawn"], ...],
        says("What decides between equal totals: [lots-drawn], [price, lots-drawn] or [quality, lots-drawn]"),
    ] = ()
    points: dict[str, Points] = field(default_factory=dict)
    minimum: Annotated[dict[ProvisionId, Points], says("Points of a criterion below which a Tender is not ranked")] = (
        field(default_factory=dict)
    )

    def __post_init__(self) -> None:
        for points in (self.price, self.other_quality, *self.points.values(), *self.minimum.values()):
            within_100(points)
        if self.ties and (self.ties[-1] != "lots-drawn" or len(self.ties) > 2 or self.ties == ("lots-drawn",) * 2):
            raise ValueError("write ties as [lots-drawn], [price, lots-drawn] or [quality, lots-drawn]")
        for id_, points in self.minimum.items():
            if points == 0:
                raise ValueError(f"a minimum of 0 points leaves nobody out: take {id_} out of `minimum`")
