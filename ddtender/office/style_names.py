"""Finding a style by its name, whatever a program made of it.

Word compares the names of its own styles without case, knows other names for a style (``w:aliases``, ECMA-376 part 1,
17.7.4.1), and writes its own in English, whatever language it speaks; not all programs do. A style that is there must
be found, or a document would get a second one of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.office.safe_xml import W

#: Word's names for the first style of its kind, and the type of these styles.
_DEFAULTS = {"normal": "paragraph", "normal table": "table", "default paragraph font": "character"}
#: Word's own styles that templates share with us, in other languages (Dutch, German, French, Spanish, Italian).
_ELSEWHERE = {
    **{
        f"heading {n}": {f"{word} {n}" for word in ("kop", "überschrift", "titre", "título", "titolo")}
        for n in range(1, 10)
    },
    "normal": {"standaard", "standard", "normale", "default", "default style", "default paragraph style"},
    "body text": {"platte tekst", "textkörper", "corps de texte", "texto independiente", "corpo testo", "text body"},
    "strong": {"zwaar", "fett", "élevé", "fuerte", "texto en negrita", "enfasi (grassetto)", "strong emphasis"},
    "emphasis": {"nadruk", "hervorhebung", "accentuation", "énfasis", "enfasi (corsivo)"},
    "hyperlink": {"lien hypertexte", "hipervínculo", "collegamento ipertestuale", "internet link"},
    "normal table": {"standaardtabel", "normale tabelle", "tableau normal", "tabla normal", "tabella normale"},
    "default paragraph font": {"standaardalinea-lettertype", "absatz-standardschriftart", "police par défaut"},
}


class StyleNames:
    """The styles of one part ``word/styles.xml``; more can be added."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._styles = list(styles.iter(W + "style")) if styles is not None else []

    def __iter__(self) -> Iterator[etree._Element]:
        return iter(self._styles)

    def add(self, style: etree._Element) -> None:
        self._styles.append(style)

    def find(self, type_: str, name: str) -> etree._Element | None:
        """The style of a type (paragraph, character, table, numbering) and name, or None.

        First by the very name, then without case, by its other names, by its name in another language, and by the id
        that Word gives to it; Word's default styles are also found as the default of their type.
        """
        styles = [style for style in self._styles if style.get(W + "type", "paragraph") == type_]
        wanted = _key(name)
        others = {wanted, *_ELSEWHERE.get(wanted, ())}
        for fits in (
            lambda style: style_name(style) == name,
            lambda style: _key(style_name(style)) == wanted,
            lambda style: wanted in _aliases(style),
            lambda style: _key(style_name(style)) in others or not others.isdisjoint(_aliases(style)),
            lambda style: _has_id_of(style, wanted),
            lambda style: _DEFAULTS.get(wanted) == type_ and is_default(style),
        ):
            if (found := next(filter(fits, styles), None)) is not None:
                return found
        return None


def style_name(style: etree._Element) -> str:
    """The name as the style says it, or "" if it does not."""
    name = style.find(W + "name")
    return "" if name is None else name.get(W + "val", "")


def with_bases(style: etree._Element | None, by_id: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """A style, if there is one, and those that it is based on, the nearest first; ``by_id`` are all there may be.

    In a circle, each once.
    """
    seen: set[etree._Element] = set()
    while style is not None and style not in seen:
        seen.add(style)
        yield style
        based = style.find(W + "basedOn")
        style = None if based is None else by_id.get(based.get(W + "val", ""))


def is_default(style: etree._Element) -> bool:
    """Whether it is the style of all that names none."""
    return style.get(W + "default", "0") not in ("0", "false", "off")


def _aliases(style: etree._Element) -> set[str]:
    """The other names; some programs write them into the name, with commas."""
    aliases = style.find(W + "aliases")
    said = "" if aliases is None else aliases.get(W + "val", "")
    return {_key(name) for name in (*said.split(","), *style_name(style).split(",")) if name.strip()}


def _has_id_of(style: etree._Element, wanted: str) -> bool:
    """Whether the id is that of Word for the name, and the style's name is not another one of Word's."""
    id_ = style.get(W + "styleId", "").lower()
    return id_ == wanted.replace(" ", "") and _key(style_name(style)) not in _ELSEWHERE


def _key(name: str) -> str:
    return " ".join(name.split()).lower()
