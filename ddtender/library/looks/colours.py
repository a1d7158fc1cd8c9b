"""The colours of words and of what is behind them (ECMA-376 part 1, 17.3.2.6, 17.3.5, 17.18.97): every one that some
program may show."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping

from lxml import etree

from ddtender.library.contrast import contrast
from ddtender.office.package import W, parse_part

Colours = frozenset[str]
#: The least contrast of two colours (WCAG 2.1, 1.4.3) that can be read without looking for it.
CONTRAST = 2.0
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_SCHEME = {"light1": "lt1", "light2": "lt2", "dark1": "dk1", "dark2": "dk2", "hyperlink": "hlink"}
_SCHEME |= {"followedHyperlink": "folHlink"}
#: How names of text and background are those of a scheme, where the settings say nothing (17.15.1.20).
_MAPPED = {"background1": "light1", "text1": "dark1", "background2": "light2", "text2": "dark2"}
_SAID_AS = {"background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2"}
_USUAL = {"lt1": ("FFFFFF",), "lt2": ("FFFFFF",), "dk1": ("000000",), "dk2": ("000000",)}
#: Colours that a system gives; what the file says they were last may be forged.
_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME, _SETTINGS = "word/theme/theme1.xml", "word/settings.xml"


class Palette:
    """The colours of one document. Raises PackageError."""

    def __init__(self, parts: Mapping[str, bytes], background: etree._Element | None = None) -> None:
        """``background`` is the colour of its pages, which not every program shows."""
        scheme = parse_part(_THEME, parts[_THEME]).find(f".//{_A}clrScheme") if _THEME in parts else None
        self._theme = {} if scheme is None else {etree.QName(e).localname: tuple(_values(e)) for e in scheme}
        self._mapped: dict[str, str] = dict(_MAPPED)
        if _SETTINGS in parts:
            for mapping in parse_part(_SETTINGS, parts[_SETTINGS]).iter(W + "clrSchemeMapping"):
                self._mapped |= {n: mapping.get(W + s, "") or _MAPPED[n] for n, s in _SAID_AS.items()}
        said = None if background is None else self._of(background, "themeColor", "color")
        self.page: Colours = frozenset(("FFFFFF", *(said or ())))

    def of_words(self, color: etree._Element | None, filled: bool) -> Colours | None:
        """What words with this ``w:color`` may be shown in; None of one that cannot be understood; where it is left to
        the program, ``filled`` says that something else than the page is behind them: not every program minds it."""
        said = frozenset() if color is None else self._of(color, "themeColor", "val")
        return said if said or said is None else frozenset(["000000"] if filled else [])

    def fill(self, shading: etree._Element | None, otherwise: Colours) -> Colours | None:
        """What is behind words with this ``w:shd``; None of one that cannot be understood, as a pattern."""
        if shading is None:
            return otherwise
        if shading.get(W + "val", "clear") not in ("clear", "nil"):
            return None
        said = self._of(shading, "themeFill", "fill")
        return said if said or said is None else otherwise

    def highlight(self, name: str) -> Colours | None:
        """What a highlight puts behind words; None of one that nobody knows."""
        return frozenset([_HIGHLIGHTS[name]]) if name in _HIGHLIGHTS else None

    def _of(self, element: etree._Element, theme: str, plain: str) -> Colours | None:
        """The colour that is written and the one of the theme, which wins where a program has themes."""
        named, value = element.get(W + theme, ""), element.get(W + plain, "auto")
        if value != "auto" and not _is_colour(value):
            return None
        found = set() if value == "auto" else {value.upper()}
        prefix = theme.removesuffix("Color")
        shade, tint = (element.get(W + prefix + name) for name in ("Shade", "Tint"))
        if named and named != "none":
            mapped = self._mapped.get(named, named)
            name = _SCHEME.get(mapped, mapped)
            themed = self._theme.get(name) or _USUAL.get(name, ())
            if not themed and not found:
                return None
            found |= {_shaded(colour, shade, tint) for colour in themed}
        return frozenset(found)


def unreadable(words: Iterable[str], behind: Iterable[str], least: float = CONTRAST) -> bool:
    """Whether words in one of these colours cannot be told from one that is behind them; ``least`` is a contrast."""
    grounds = tuple(behind)
    return any(contrast(word, ground) < least for word in words for ground in grounds)


def _values(colour: etree._Element) -> Iterable[str]:
    for value in colour.iterchildren(tag=etree.Element):
        for said in (_SYSTEM.get(value.get("val", ""), ""), value.get("lastClr", ""), value.get("val", "")):
            if _is_colour(said):
                yield said.upper()


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(c in "0123456789abcdefABCDEF" for c in text)


def _shaded(colour: str, shade: str | None, tint: str | None) -> str:
    """A colour of the theme made darker or lighter, in 255ths of what is left of it (17.3.2.6)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    hue, light, strength = colorsys.rgb_to_hls(*parts)
    if (by := _part(shade)) is not None:
        light *= by
    if (by := _part(tint)) is not None:
        light = light * by + 1 - by
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, strength))


def _part(text: str | None) -> float | None:
    try:
        return None if text is None else min(int(text[:2], 16), 255) / 255
    except ValueError:
        return 0.0
