"""From a YAML value to a checked form: every fault becomes a finding at its place in the file."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.library.form_values import Chosen
from ddtender.library.yaml_reader import Path, YamlDocument

if TYPE_CHECKING:
    from ddtender.library.faults import Fault

Form = TypeVar("Form", bound=Struct)

#: No key is longer; a longer word is not compared with the keys.
_LONGEST_KEY = 40


def validate(form: type[Form], document: YamlDocument, fallback: Location) -> tuple[Form | None, list[Diagnostic]]:
    """The value as ``form``, or None with every error; ``fallback`` is the place of an error that has none."""
    if document.value is None:
        required = ", ".join(field.name for field in fields(form) if field.required)
        hint = f"It needs the keys {required}." if required else "Write at least one key; `ddtender schema` lists them."
        return None, [Diagnostic(Code.MISSING_KEY, fallback, "the file is empty", hint)]
    try:
        return _converted(document.value, form), []
    except ValidationError:
        return _walked(form, document, fallback)


def _converted(written: object, form: type[Form]) -> Form:
    return convert(written, form, builtin_types=(Decimal,), dec_hook=_chosen)


def _chosen(form: Any, written: object) -> Chosen:
    """The value of a form that depends on what is written. Raises ValueError or ValidationError."""
    return form(_converted(written, form.form_of(written)))


def _walked(form: type[Form], document: YamlDocument, fallback: Location) -> tuple[Form | None, list[Diagnostic]]:
    from ddtender.library.faults import Fault, walk

    read, faults = walk(form, document.value, _converted)
    if not faults:
        try:
            return _converted(read, form), []
        except ValidationError as error:  # what is refused is refused, whatever we know of the reason
            faults = [Fault((), Code.INVALID_VALUE, str(error))]
    return None, [_finding(form, document, fault, fallback) for fault in faults]


def _finding(form: type[Struct], document: YamlDocument, fault: Fault, fallback: Location) -> Diagnostic:
    if fault.code is Code.MISSING_KEY:
        *around, key = fault.path
        where = f" in '{_dotted(tuple(around))}'" if around else ""
        return Diagnostic(
            fault.code,
            document.values.get(tuple(around), fallback),
            f"the key '{key}' is missing{where}",
            f"Add `{key}:`; `ddtender schema` says what it holds.",
        )
    if fault.code is Code.UNKNOWN_KEY:
        import difflib

        key = str(fault.path[-1])
        near = difflib.get_close_matches(key, _names(form), n=1) if len(key) <= _LONGEST_KEY else []
        hint = f"Did you mean '{near[0]}'?" if near else "Delete it, or look the key up with `ddtender schema`."
        place = document.keys.get(fault.path, fallback)
        return Diagnostic(fault.code, place, f"the key '{key}' is not known here", hint)
    name = _dotted(fault.path) or "the file"
    place = document.values.get(fault.path) or document.keys.get(fault.path) or fallback
    hint = "Write the text itself." if fault.code is Code.STRAY_TEMPLATE_TAG else ""
    return Diagnostic(fault.code, place, f"{name}: {fault.message}", hint)


def _dotted(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


@cache
def _names(form: type[Struct]) -> list[str]:
    from ddtender.library.faults import names

    return names(form)
