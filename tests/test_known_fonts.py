"""Fonts that everybody writes with are known, however their names are spaced; fonts of signs are told."""

import pytest

from ddtender.library.looks.fonts import SIGNS, UNKNOWN_FONT, odd_font


@pytest.mark.parametrize(
    "name",
    ["Times New Roman", "Calibri", "Century Gothic", "IBM Plex Sans", "MS PMincho", "Microsoft YaHei",
     "Microsoft Sans Serif", "SF Pro Text", "Lohit Hindi", "Nimbus Roman No9 L", "URW Gothic L", "Estrangelo Edessa",
     "arial", "Arial;Helvetica"],
)  # fmt: skip
def test_a_font_that_shows_letters_is_known(name: str) -> None:
    assert not [*odd_font(name)]


def test_others_are_told() -> None:
    assert [*odd_font("Wingdings 3")] == [SIGNS]
    assert [*odd_font("My  Letters")] == [f"{UNKNOWN_FONT} (My Letters)"]
