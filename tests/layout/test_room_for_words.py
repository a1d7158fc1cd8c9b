"""Columns of a table leave room for the longest word of a language."""

from ddtender.render.tables import shares_with_room


def test_shares_stay_as_they_are_where_every_word_has_room() -> None:
    assert shares_with_room((50, 50), ("Part", "Subject"), [["Price", "Price of the Tender"]]) == (50, 50)


def test_a_column_is_as_wide_as_its_longest_word_and_the_others_give() -> None:
    first, second = shares_with_room((20, 80), ("Deel", "Onderwerp"), [["Mensenrechtenrisicoanalyse", "de prijs"]])
    assert first == 100 * (len("Mensenrechtenrisicoanalyse") + 3)
    assert first + second == 9000


def test_a_line_may_end_after_a_hyphen_and_an_identifier_after_its_full_stop() -> None:
    assert shares_with_room((30, 70), ("", ""), [["selection.human-rights-risk-assessment", "–"]]) == (30, 70)


def test_where_the_others_would_give_too_much_the_shares_stay() -> None:
    assert shares_with_room((50, 50), ("", ""), [["a" * 60, "b"]]) == (50, 50)
