"""Finding a style by its name, whatever a program made of it.

Word compares the names of its own styles without case, knows other names for a style (``w:aliases``, ECMA-376 part 1,
17.7.4.1), and writes its own in English, whatever language it speaks; not all programs do. A style that is there must
be found, or a document would get a second one of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

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


class _Named(Struct, frozen=True):
    """A style with its type, its name, and that and its other names as they are compared."""

    style: etree._Element
    type_: str
    name: str
    key: str
    aliases: frozenset[str]


class StyleNames:
    """The styles of one part ``word/styles.xml``; more can be added. Their names and types stay as they are."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._named = [] if styles is None else [_named(style) for style in styles.iter(W + "style")]

    def __iter__(self) -> Iterator[etree._Element]:
        return (named.style for named in self._named)

    def add(self, style: etree._Element) -> None:
        self._named.append(_named(style))

    def find(self, type_: str, name: str) -> etree._Element | None:
        """The style of a type (paragraph, character, table, numbering) and name, or None.

        First by the very name, then without case, by its other names, by its name in another language, and by the id
        that Word gives to it; Word's default styles are also found as the default of their type.
        """
        styles = [named for named in self._named if named.type_ == type_]
        wanted = _key(name)
        others = {wanted, *_ELSEWHERE.get(wanted, ())}
        for fits in (
            lambda named: named.name == name,
            lambda named: named.key == wanted,
            lambda named: wanted in named.aliases,
            lambda named: named.key in others or not others.isdisjoint(named.aliases),
            lambda named: _has_id_of(named, wanted),
            lambda named: _DEFAULTS.get(wanted) == type_ and is_default(named.style),
        ):
            if (found := next(filter(fits, styles), None)) is not None:
                return found.style
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


def _named(style: etree._Element) -> _Named:
    """Some programs write other names into the name, with commas."""
    name, aliases = style_name(style), style.find(W + "aliases")
    others = "" if aliases is None else aliases.get(W + "val", "")
    keys = frozenset(_key(one) for one in (*others.split(","), *name.split(",")) if one.strip())
    return _Named(style, style.get(W + "type", "paragraph"), name, _key(name), keys)


def _has_id_of(named: _Named, wanted: str) -> bool:
    """Whether the id is that of Word for the name, and the style's name is not another one of Word's."""
    id_ = named.style.get(W + "styleId", "").lower()
    return id_ == wanted.replace(" ", "") and named.key not in _ELSEWHERE


def _key(name: str) -> str:
    return " ".join(name.split()).lower()
