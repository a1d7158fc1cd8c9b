"""From a YAML value to a checked form: every fault becomes a finding at its place in the file."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import FactKey, Message
from ddtender.library.codes import DUPLICATE_KEY, INVALID_VALUE, MISSING_KEY, STRAY_TEMPLATE_TAG, UNKNOWN_KEY
from ddtender.library.form_values import Chosen
from ddtender.library.markup import broken_values, tags_in_values
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_events import parser_stops
from ddtender.library.yaml_reader import read_yaml, told
from ddtender.model.built import built

if TYPE_CHECKING:
    from ddtender.library.faults import Fault

Form = TypeVar("Form", bound=Struct)

#: No key is longer; a longer word is not compared with the keys.
_LONGEST_KEY = 40
#: Faults of a file whose keys are compared with those that are known; it takes its time.
_COMPARED = 200
#: More than a form can have faults.
_UNREADABLE = 1_000_000
_LINES_OF_VALUE = 30
_DEEP = 50


def validate(form: type[Form], document: YamlDocument, fallback: Location) -> tuple[Form | None, list[Diagnostic]]:
    """The value as ``form``, or None with every error; ``fallback`` is the place of an error that has none."""
    if document.value is None:
        required = ", ".join(field.name for field in fields(form) if field.required)
        hint = f"It needs the keys {required}." if required else "Write at least one key; `ddtender schema` lists them."
        return None, [Diagnostic(MISSING_KEY, fallback, "the file is empty", hint)]
    try:
        return _converted(document.value, form), []
    except ValidationError:
        return _walked(form, document, fallback)


def read_form(
    form: type[Form], source: SourceText, start_line: int = 0, end_line: int | None = None
) -> tuple[Form | None, YamlDocument, list[Diagnostic]]:
    """The lines of a source as ``form``, or None with every error: of what cannot be read as YAML the mistakes, and the
    faults of the rest as it was meant."""
    if source.reads is not None:
        return source.reads(form, start_line, end_line)
    document, findings = read_yaml(source, start_line, end_line)
    if not document.is_whole:
        return None, document, findings
    value, more = validate(form, document, Location(source.path))
    is_read = all(finding.code == DUPLICATE_KEY for finding in findings)
    told_of = {finding.location.line for finding in findings if finding.code != DUPLICATE_KEY}
    more = [source.within(finding) for finding in more if finding.location.line not in told_of]
    if value is not None and getattr(form, "is_printed", False):
        more = [*more, *broken_values(document, Location(source.path))]
        if not getattr(form, "is_composed", False):
            more = [*more, *tags_in_values(document, Location(source.path))]
    return value if is_read else None, document, findings + more


def _converted(written: object, form: type[Form]) -> Form:
    return convert(written, built(form), builtin_types=(Decimal,), dec_hook=_chosen)


def _chosen(form: Any, written: object) -> Chosen:
    """The value of a form that depends on what is written. Raises ValueError or ValidationError."""
    return form(_converted(written, form.form_of(written)))


def _walked(form: type[Form], document: YamlDocument, fallback: Location) -> tuple[Form | None, list[Diagnostic]]:
    read, faults = _faults(form, document)
    if not faults:
        try:
            return _converted(read, form), []
        except ValidationError as error:  # what is refused is refused, whatever we know of the reason
            return None, [_finding(form, document, _fault(str(error)), fallback)]
    findings, document = _mistakes(form, document, fallback)
    if findings:
        _, faults = _faults(form, document)
    return None, findings + [
        _finding(form, document, fault, fallback, is_compared=n < _COMPARED) for n, fault in enumerate(faults)
    ]


def _fault(message: str) -> Fault:
    from ddtender.library.faults import Fault

    return Fault((), INVALID_VALUE, message)


def _faults(form: type[Struct], document: YamlDocument) -> tuple[object, list[Fault]]:
    """What is written with all that may be mended, and the faults that remain."""
    from ddtender.library.faults import walk

    return walk(form, document.value, _converted)


def _mistakes(form: type[Struct], document: YamlDocument, fallback: Location) -> tuple[list[Diagnostic], YamlDocument]:
    """Mistakes in writing YAML that leave valid YAML of another meaning, and the document as it was meant."""
    from ddtender.library.yaml_mistakes import diagnose

    source, (first, last) = document.source, document.part
    if source is None:
        return [], document
    start_line = source.location(first).line - 1

    def meant(text: str) -> YamlDocument | None:
        lines = "\n" * start_line
        read, findings = read_yaml(SourceText(source.path, lines + text), start_line, diagnosed=False)
        return None if any(finding.code != DUPLICATE_KEY for finding in findings) else read

    def distance(text: str, nearest: int) -> int:
        read = meant(text) if parser_stops(text) is None else None
        if read is None:
            return _UNREADABLE
        return sum(map(_weight, _faults(form, read)[1]))

    def near(text: str) -> list[int]:
        read = meant(text)
        return [] if read is None else [*_lines(read, _faults(form, read)[1], fallback, start_line)]

    diagnosis = diagnose(source.text[first:last], distance, near)
    read = meant(diagnosis.text) if diagnosis.found else None
    if read is None:
        return [], document
    return [source.within(told(one, source.path, start_line)) for one in diagnosis.found], read


def _weight(fault: Fault) -> int:
    """A fault that moves inwards, from a list to one of its items, is half mended; an unknown key is the worst."""
    return 2 * _DEEP if fault.code == UNKNOWN_KEY else _DEEP - min(len(fault.path), _DEEP - 1)


def _lines(document: YamlDocument, faults: list[Fault], fallback: Location, start_line: int) -> set[int]:
    """The lines of what is at fault, from 0: of its key and of all of its value."""
    found = set()
    for fault in faults:
        key, value = document.keys.get(fault.path), document.values.get(fault.path)
        place = key or value or document.values.get(fault.path[:-1]) or fallback
        last = place.line
        if document.source and fault.path in document.spans:
            last = document.source.location(max(document.spans[fault.path][1] - 1, 0)).line
        found |= set(range(place.line - start_line - 1, min(last, place.line + _LINES_OF_VALUE) - start_line))
    return {line for line in found if line >= 0}


def _finding(
    form: type[Struct], document: YamlDocument, fault: Fault, fallback: Location, is_compared: bool = True
) -> Diagnostic:
    if fault.code == MISSING_KEY:
        *around, key = fault.path
        where = f" in '{_dotted(tuple(around))}'" if around else ""
        return Diagnostic(
            fault.code,
            document.values.get(tuple(around), fallback),
            Message(f"the key '{key}' is missing{where}", "messages.missing_key", fact=FactKey(_dotted(fault.path))),
            f"Add `{key}:`; `ddtender schema` says what it holds.",
        )
    if fault.code == UNKNOWN_KEY:
        key = str(fault.path[-1])
        place = document.keys.get(fault.path, fallback)
        return Diagnostic(
            fault.code,
            place,
            Message(f"the key '{key}' is not known here", "messages.unknown_key", key=_dotted(fault.path)),
            _allowed(form, key, fault.known, is_compared),
        )
    name = _dotted(fault.path) or "the file"
    place = document.values.get(fault.path) or document.keys.get(fault.path) or fallback
    hint = "Write the text itself." if fault.code == STRAY_TEMPLATE_TAG else ""
    if fault.path == () and not isinstance(document.value, dict):
        what = "a list" if isinstance(document.value, list) else "a text"
        keys = ", ".join(fields(form)[n].encode_name for n in range(min(3, len(fields(form)))))
        message = f"the file is {what}, and must have keys with values"
        return Diagnostic(fault.code, place, message, f"Begin each line with a key, a colon and a space: {keys}.")
    return Diagnostic(fault.code, place, f"{name}: {fault.message}", hint)


def _dotted(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _allowed(form: type[Struct], key: str, known: tuple[str, ...], is_compared: bool) -> str:
    """Which keys may stand in the place of an unknown one, the nearest first, and where the key itself may stand."""
    import difflib

    from ddtender.library.faults import homes

    plain = key.strip().strip("\"'“”„‘’").lower().replace(" ", "_").replace("-", "_")

    def like(names: Collection[str]) -> list[str]:
        return (
            difflib.get_close_matches(plain, names, n=len(names))
            if is_compared and names and len(key) <= _LONGEST_KEY
            else []
        )

    near = like(known)
    said = f"Did you mean '{near[0]}'? " if near else ""
    if not near and (elsewhere := like(homes(form))):
        name, home = elsewhere[0], homes(form)[elsewhere[0]]
        where = f"below '{home}', indented" if home else "at the left edge, not below another key"
        said = f"Did you mean '{name}'? It belongs {where}. "
    others = [name for name in known if name not in near]
    return f"{said}The keys allowed here: {', '.join([*near, *others])}."
