"""How Word writes the numbers of lists, beside plain ones (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def letters(number: int) -> str:
    """a to z, then aa to zz, as Word goes on; nothing for zero."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def roman(number: int) -> str:
    """i, ii, iii, iv …"""
    made = ""
    for value, signs in _ROMAN:
        made += signs * (number // value)
        number %= value
    return made
