"""The values that the forms of all YAML files are made of: texts, ids, numbers, days; and the form they derive from.

Unlike elsewhere, annotations are not postponed: pydantic would have to evaluate the text of each.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

#: The type of the error that a template tag stands where none can be filled in.
BRACES = "template_tag"
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
KINDS = "specification|selection|award|contract|definition"


def _text(value: object) -> object:
    if isinstance(value, bool | Decimal):
        raise ValueError("put it in quotes: YAML would read it as something other than text")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty; write its text, or leave the key out")
    return value


def _words(value: object) -> object:
    return _text(no_braces(value))


def no_braces(value: object) -> object:
    if isinstance(value, str) and ("{" in value or "}" in value) and _BRACES.search(value):
        raise PydanticCustomError(BRACES, "braces are for blanks, and these stand in running text only")
    return value


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"there is no day {value}") from None
    raise ValueError("write a date as year-month-day, such as 2027-03-01")


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("write a number such as 70 or 12.5, without quotes, signs or units")
    return Decimal(value)


def _whole(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("write a whole number, without quotes or units")
    return value


def _raw(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("write a text, a number or a date")
    return _text(value) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_text)]
#: What is printed as it stands, without blanks and references.
Words = Annotated[str, BeforeValidator(_words)]
Day = Annotated[date, BeforeValidator(_date)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
#: A value whose type its parameter decides.
Raw = Annotated[object, BeforeValidator(_raw), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})]
Slug = Annotated[str, StringConstraints(pattern=rf"^{ID}$")]
ProvisionId = Annotated[str, StringConstraints(pattern=rf"^(?:{KINDS})\.{ID}$", max_length=50)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Version = Annotated[Text, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
Maturity = Literal["low", "medium", "high"]


# pydantic looks at what a factory takes. Of `list` and `dict` it learns that by taking apart what Python says of them,
# which takes longer than to read a library's YAML.
def empty_list() -> list:
    return []


def empty_dict() -> dict:
    return {}


class FileForm(BaseModel):
    # defer_build: a form is compiled when a file of its kind is first read; most commands read few kinds.
    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=False, defer_build=True)
