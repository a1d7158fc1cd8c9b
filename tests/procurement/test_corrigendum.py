"""An amount of money that a corrigendum changes is told with its currency, also where only the currency is another."""

from datetime import date

import pytest

from ddtender.procurement.changes import fact_changes
from ddtender.procurement.notice import _NoticeSaying
from ddtender.procurement.sealed import Seal
from ddtender.words import language


@pytest.mark.parametrize(
    ("tag", "before", "after", "told"),
    [
        ("en", "90000", "95000.5", ("EUR\u00a090,000", "EUR\u00a095,000.50")),
        ("nl", "90000", "95000,5", ("EUR\u00a090.000", "EUR\u00a095.000,50")),
        ("en", "to be agreed", "95000", ("to be agreed", "EUR\u00a095,000")),
        ("en", "", "95000", ("–", "EUR\u00a095,000")),
    ],
)
def test_amounts_have_their_currency(tag: str, before: str, after: str, told: tuple[str, str]) -> None:
    key, day = "price.ceiling", date(2027, 3, 1)
    seals = [
        Seal(n, day, "A", "B", "C", "low", {"price.currency": "EUR", **({key: text} if text else {}), "n": "7"})
        for n, text in enumerate((before, after), start=1)
    ]
    (change,) = fact_changes(seals[0].facts, seals[1].facts)
    say = _NoticeSaying(*seals, {}, language(tag))
    found = say.value(key, change.before, seals[0]), say.value(key, change.after, seals[1])
    assert found == (told[0] if before else say("nothing"), told[1])
    assert say.value("n", "7", seals[0]) == "7"
