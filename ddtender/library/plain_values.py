"""Values of the library's files as the model has them: texts on one line, keys that were not given left out."""

from __future__ import annotations

import re
from typing import Any

from msgspec import convert, to_builtins

from ddtender.diagnostics import Location
from ddtender.library.form_values import Chosen
from ddtender.library.source import SourceText
from ddtender.model.built import built


def one_line(text: str) -> str:
    """A text without its line breaks, as YAML has them for the eye; spaces at which no line may break stay."""
    return " ".join(piece for piece in re.split(r"[ \t\r\n]+", text) if piece)


def as_value(kind: Any, form: object, source: SourceText) -> Any:
    """A form as the value, of a struct of the model, with the same keys and the place of its file; None of None."""
    if form is None:
        return None
    return convert(
        _lines({**to_builtins(form, enc_hook=_plain), "location": Location(source.path)}), built(kind), strict=False
    )


def _plain(one: Chosen) -> Any:
    return one.plain


def _lines(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {key: _lines(one) for key, one in value.items() if one is not None}
    return [_lines(one) for one in value] if isinstance(value, list | tuple) else value
