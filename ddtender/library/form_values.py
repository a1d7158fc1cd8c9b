"""The values that the forms of all YAML files are made of: texts, ids, numbers, days; and the form they derive from.

Most are known twice: msgspec converts a sound value by its type and limits; ``reads`` is the function that takes a
value in which msgspec sees a fault, and returns what it stands for or raises ValueError with a message for the user
(``faults``). What msgspec accepts, ``reads`` accepts unchanged.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, ClassVar, Literal, dataclass_transform

from msgspec import Meta, Struct, field

from ddtender.library.days import EXAMPLE, day_of
from ddtender.model.limits import LONGEST_SLUG, LONGEST_TEXT, LONGEST_VERSION, LONGEST_WORDS

ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
KINDS = "frame|specification|selection|award|contract|definition"
#: The end of a text, for Python and for the editors that read the JSON Schema: `$` may stand before a line's end.
END = r"(?![\s\S])"
_BRACES = r"\{[{%#]|[}%#]\}"
#: Of a longer text that is at fault, a message shows so many characters.
_SHOWN = 60
#: YAML that has more digits than this is read as text (``yaml_events``).
_DIGITS = 18
_VERSION = r"(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}"


class TemplateTag(ValueError):
    """A template tag stands where none can be filled in."""


def says(description: str) -> Meta:
    """What the JSON Schema says of a key."""
    return Meta(description=description)


def _text(value: object) -> object:
    if isinstance(value, bool | Decimal):
        raise ValueError("put it in quotes: YAML would read it as something other than text")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty; write its text, or leave the key out")
    return value


def _words(value: object) -> object:
    if isinstance(value, str) and re.search(_BRACES, value):
        raise TemplateTag("braces are for blanks, and these stand in running text only")
    return _text(value)


def _date(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError(f"write a date as year-month-day, such as {EXAMPLE}")
    return day_of(value).isoformat()


_TYPED_NUMBER = re.compile(
    r"(?P<sign>[<>=~±€$£+-]*) ?(?P<zeros>0*(?=\d))(?P<number>\d+(?:[., '\u00a0\u202f]\d+)*) ?(?P<unit>.*)", re.DOTALL
)


def not_a_number(value: object, example: str = "70 or 12.5") -> str:
    """What to say of a value that is not a number as files have them."""
    said = f"write a number such as {example}, without quotes, signs or units"
    written = value.strip() if isinstance(value, str) and len(value) <= _SHOWN else ""
    match = _TYPED_NUMBER.fullmatch(written)
    if match is None:
        return said
    number, unit = match["number"], match["unit"]
    if re.fullmatch(r"\d{1,3}(?:[., '\u00a0\u202f]\d{3})+", number) and not unit:
        digits = re.sub(r"\D", "", number)
        if written.count(".") + written.count(",") != 1:
            return f"write {digits}, without anything between the digits"
        point = re.sub(r"\D", ".", number)
        return f"'{written}' can mean {digits} or {point}: write {digits}, or {point}0"
    if re.fullmatch(r"\d+,\d+", number) and not unit:
        return f"write {number.replace(',', '.')}: the decimal sign is a point"
    plain = number.replace(",", ".") if number.count(",") == 1 else number
    if unit.strip() in ("%", "percent", "per cent"):
        return f"write {plain} without the percent sign"
    if unit.strip() in (",", ";", "."):
        return f"write {plain} without the {unit.strip()} behind it"
    if match["zeros"] and not unit:
        return f"write {plain} without the zeros before it"
    if written == number:
        return "this number is too large" if len(number) > _DIGITS else f"write {number} without quotes"
    return said


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(not_a_number(value))
    return value


def _points(value: object) -> object:
    within_100(_number(value))
    return value


def within_100(points: Any) -> None:
    """Raises ValueError for points, or a percentage, that a scale of 100 does not have."""
    if not (isfinite(points) and 0 <= points <= 100):
        raise ValueError("must be from 0 to 100")


def _matching(pattern: str, fault: str) -> Callable[[object], object]:
    """What reads a text of this pattern; ``fault`` is what is said of another, after the text itself."""

    def reads(value: object) -> object:
        if not isinstance(value, str):
            raise ValueError("must be text")
        if not re.fullmatch(pattern, value):
            shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
            raise ValueError(f"'{shown}' {fault}")
        return value

    return reads


def text_like(pattern: str, fault: str, max_length: int | None = None, shape: str = "") -> Meta:
    """A text of this pattern, as a whole; ``fault`` is what is said of another, after the text itself. Its ``shape`` is
    what a form that asks for it says of how it is written."""
    extra = {"reads": _matching(pattern, fault), "shape": shape}
    return Meta(pattern=f"^(?:{pattern}){END}", max_length=max_length, extra=extra)


_is_version = _matching(_VERSION, "is not a version such as 1.0.0")


def _version(value: object) -> object:
    return _is_version(_text(value))


def words_within(most: int) -> Meta:
    """Words without blanks and references, of at most so many characters."""
    extra = {"reads": _words, "is_words": True}
    return Meta(pattern=rf"^(?![\s\S]*(?:{_BRACES}))[\s\S]*\S", max_length=most, extra=extra)


def slug_within(most: int) -> Meta:
    """An id within a file, of at most so many characters."""
    return text_like(ID, "must be small letters, digits and hyphens", max_length=most)


#: Of a list: another language has its own, of any length.
OWN_IN_EACH_LANGUAGE = Meta(extra={"is_own": True})
LongText = Annotated[str, Meta(pattern=r"\S", max_length=LONGEST_TEXT, extra={"reads": _text, "is_words": True})]
#: A text of a line or two: a fact, a name, an address.
Short = Annotated[str, Meta(pattern=r"\S", max_length=LONGEST_WORDS, extra={"reads": _text})]
#: The same where it is said otherwise in another language.
ShortWords = Annotated[str, Meta(pattern=r"\S", max_length=LONGEST_WORDS, extra={"reads": _text, "is_words": True})]
#: What is printed as it stands, without blanks and references.
Words = Annotated[str, words_within(LONGEST_WORDS)]
Day = Annotated[date, Meta(extra={"reads": _date})]
Number = Annotated[int | Decimal, Meta(extra={"reads": _number})]
#: A form that has these holds them within 100 itself: msgspec knows no limits of decimal numbers.
Points = Annotated[int | Decimal, Meta(extra={"reads": _points, "within": (0, 100)})]
Whole = int
Slug = Annotated[str, slug_within(LONGEST_SLUG)]
#: The longest id of a provision.
LONGEST_ID = 50
_PROVISION_ID = rf"(?:{KINDS})\.{ID}"
ProvisionId = Annotated[
    str,
    text_like(
        _PROVISION_ID,
        "is not an id such as award.policy-commitment (kind, dot, small letters, digits and hyphens)",
        max_length=LONGEST_ID,
        shape="provision",
    ),
]


def is_provision_id(text: str) -> bool:
    """Whether a text can be the id of a provision."""
    return re.fullmatch(_PROVISION_ID, text) is not None and len(text) <= LONGEST_ID


#: A provision, or what else can be approved: ``reply-form.action-plan``, ``parameter.first_report_months``.
StampedId = Annotated[
    str,
    text_like(
        r"[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9_-]*)+",
        "is not an id such as award.policy-commitment or reply-form.action-plan",
        max_length=150,
    ),
]
ParameterName = Annotated[
    str, text_like(r"[a-z][a-z0-9_]*", "must be small letters, digits and underscores", max_length=40)
]
Version = Annotated[str, Meta(pattern=f"^(?:{_VERSION}){END}", max_length=LONGEST_VERSION, extra={"reads": _version})]
#: A language, with a territory where that matters (BCP 47).
LanguageTag = Annotated[
    str, text_like("[a-z]{2,3}(?:-[A-Z]{2})?", "is not a language, such as nl or nl-BE", shape="language")
]
CountryCode = Annotated[
    str, text_like("[a-z]{2}", "is not a country in two small letters, such as nl", shape="country")
]
Maturity = Literal["low", "medium", "high"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))  # to type checkers: as msgspec inherits it
class FileForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping in a file. ``__post_init__`` of a form raises ValueError for keys that do not go together.

    The texts of a whole file that ``is_printed`` reach a reader, so that nothing broken may stand in them. Tags in
    those of one that ``is_composed`` are looked for where they are put into provisions. All of its texts are words that
    another language has otherwise (``library.languages``), but for those of the keys that ``stays`` lists; in a list, a
    translation tells things with this form from each other by their key ``told_by``, where they have it. What is said
    of a translation itself stands in its file under the keys of ``said_of_translations``, by their types.
    """

    is_printed: ClassVar[bool] = True
    is_composed: ClassVar[bool] = False
    stays: ClassVar[tuple[str, ...]] = ()
    said_of_translations: ClassVar[Mapping[str, Any]] = {}
    has_drafting: ClassVar[bool] = False
    told_by: ClassVar[str] = "id"


class Chosen:
    """A value whose form depends on what is written; ``forms`` are those that it may have."""

    __slots__ = ("value",)
    value: Any
    forms: ClassVar[tuple[Any, ...]] = ()

    def __init__(self, value: Any) -> None:
        self.value = value

    @property
    def plain(self) -> Any:
        """The value as the model has it."""
        return self.value

    @classmethod
    def form_of(cls, written: object) -> Any:
        """The form of what is written. Raises ValueError, with a message for the user, if there is none."""
        raise NotImplementedError


class Raw(Chosen):
    """A value whose type its parameter decides: a text, a number, or a date as text."""

    __slots__ = ()
    value: str | int | Decimal
    forms = (Short, Number)

    @classmethod
    def form_of(cls, written: object) -> Any:
        if isinstance(written, bool) or not isinstance(written, str | int | Decimal):
            raise ValueError("write a text, a number or a date")
        text, number = cls.forms
        return text if isinstance(written, str) else number


class RawWords(Raw):
    """The same without blanks."""

    __slots__ = ()
    forms = (Words, Number)
