"""Columns of a table leave room for the longest word of a language."""

from ddtender.layout.columns import MARGINS, PLAIN, shares_by_need, shares_with_room, word_room


def test_shares_stay_as_they_are_where_every_word_has_room() -> None:
    assert shares_with_room((50, 50), ("Part", "Subject"), [["Price", "Price of the Tender"]]) == (50, 50)


def test_a_column_is_as_wide_as_its_longest_word_and_the_others_give() -> None:
    word = "Mensenrechtenrisicoanalyse"
    first, second = shares_with_room((20, 80), ("Deel", "Onderwerp"), [[word, "de prijs"]])
    assert first == round(100 * (word_room(word) * PLAIN + MARGINS))
    assert first + second == 9000


def test_a_line_may_end_after_a_hyphen_and_an_identifier_is_not_cut_at_its_full_stop() -> None:
    assert shares_with_room((24, 76), ("", ""), [["selection.human-rights-risk-assessment", "–"]]) == (24, 76)
    assert shares_with_room((24, 76), ("", ""), [["frame.documentsspecification", "–"]])[0] > 2160


def test_where_the_others_cannot_give_enough_they_give_what_they_can() -> None:
    assert shares_with_room((50, 50), ("", ""), [["a" * 60, "b" * 60]]) == (50, 50)
    first, second, third = shares_with_room((40, 20, 40), ("", "", ""), [["m" * 30, "n" * 30, "o"]])
    assert third < first
    assert second > 1800


def test_a_table_that_shares_by_need_cuts_no_word() -> None:
    rows = [["Menschenrechtsrisikoanalyse", "kurz", "noch ein langer Satz, der mehr Platz braucht als die anderen"]]
    first, *_ = shares_by_need(("A", "B", "C"), rows)
    assert first >= word_room(rows[0][0]) * PLAIN + MARGINS
