"""From a YAML value to a checked form: every pydantic error becomes a finding at its place in the file."""

from __future__ import annotations

import difflib
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.library.form_values import BRACES
from ddtender.library.yaml_reader import Path, YamlDocument

Form = TypeVar("Form", bound=BaseModel)

#: No key is longer; a longer word is not compared with the keys.
_LONGEST_KEY = 40
_SAID = {
    "string_type": "must be text",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
    "too_short": "must not be empty",
}


def validate(form: type[Form], document: YamlDocument, fallback: Location) -> tuple[Form | None, list[Diagnostic]]:
    """The value as ``form``, or None with every error; ``fallback`` is the place of an error that has none."""
    if document.value is None:
        required = _keys(form)
        hint = f"It needs the keys {required}." if required else "Write at least one key; `ddtender schema` lists them."
        return None, [Diagnostic(Code.MISSING_KEY, fallback, "the file is empty", hint)]
    try:
        return form.model_validate(document.value), []
    except ValidationError as error:
        findings = {}
        for detail in error.errors(include_url=False, include_context=False):
            finding = _finding(form, document, detail, fallback)
            # A value that may be text, number or date fails once for each; the first says enough.
            missing = detail["loc"][-1] if detail["type"] == "missing" else None
            findings.setdefault((finding.code, finding.location, _path(document, detail), missing), finding)
        return None, list(findings.values())


def _path(document: YamlDocument, detail: ErrorDetails) -> Path:
    """The error's path without the parts that pydantic adds for unions and that no YAML has."""
    path: Path = ()
    for part in detail["loc"]:
        if (*path, part) in document.values or (*path, part) in document.keys:
            path = (*path, part)
    return path


def _finding(form: type[BaseModel], document: YamlDocument, detail: ErrorDetails, fallback: Location) -> Diagnostic:
    path = _path(document, detail)
    name = _dotted(path) or "the file"
    if detail["type"] == "missing":
        key = detail["loc"][-1]
        place = document.values.get(path, fallback)
        where = f" in '{_dotted(path)}'" if path else ""
        return Diagnostic(
            Code.MISSING_KEY,
            place,
            f"the key '{key}' is missing{where}",
            f"Add `{key}:`; `ddtender schema` says what it holds.",
        )
    if detail["type"] == "extra_forbidden":
        key = str(detail["loc"][-1])
        place = document.keys.get(path, fallback)
        near = difflib.get_close_matches(key, _names(form), n=1) if len(key) <= _LONGEST_KEY else []
        hint = f"Did you mean '{near[0]}'?" if near else "Delete it, or look the key up with `ddtender schema`."
        return Diagnostic(Code.UNKNOWN_KEY, place, f"the key '{key}' is not known here", hint)
    place = document.values.get(path) or document.keys.get(path) or fallback
    if detail["type"] == BRACES:
        return Diagnostic(Code.STRAY_TEMPLATE_TAG, place, f"{name}: {detail['msg']}", "Write the text itself.")
    return Diagnostic(Code.INVALID_VALUE, place, f"{name}: {_said(detail)}")


def _said(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "string_pattern_mismatch":
        return _pattern_said(str(detail["input"]), detail["msg"])
    said = _SAID.get(detail["type"])
    return said or detail["msg"][0].lower() + detail["msg"][1:]


def _pattern_said(value: str, message: str) -> str:
    if "specification" in message:
        return f"'{value}' is not an id such as award.policy-commitment (kind, dot, small letters, digits and hyphens)"
    if r"\d" in message:
        return f"'{value}' is not a version such as 1.0.0"
    return f"'{value}' must be small letters, digits and hyphens"


def _dotted(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _keys(form: type[BaseModel]) -> str:
    return ", ".join(name for name, field in form.model_fields.items() if field.is_required())


@cache
def _names(form: type[BaseModel]) -> list[str]:
    """Every key name of a form and of the forms inside it."""
    schema = form.model_json_schema()
    names = list(schema.get("properties", {}))
    for inner in schema.get("$defs", {}).values():
        names.extend(inner.get("properties", {}))
    return names
