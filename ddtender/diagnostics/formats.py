"""Diagnostics as text, JSON and SARIF 2.1.0 (the formats are fixed: scripts and code hosts read them)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from urllib.parse import quote

from ddtender import __version__
from ddtender.diagnostics import Diagnostic, Severity
from ddtender.diagnostics.table import known_codes

Paint = Callable[[str, Severity], str]


_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def as_text(diagnostics: Iterable[Diagnostic], paint: Paint = lambda text, _: text) -> str:
    """``path:line:column: severity[code] message`` and an indented hint; ``paint`` may colour the severity."""
    lines = []
    for d in diagnostics:
        label = paint(f"{d.severity.value}[{d.code.name}]", d.severity)
        lines.append(f"{plain(str(d.location))}: {label} {plain(d.message)}")
        if d.hint:
            lines.append(f"  hint: {plain(d.hint)}")
    return "\n".join(lines)


def plain(text: str) -> str:
    """Text that cannot steer a terminal or hide what follows: a message quotes files that anybody may have written."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or (c.isspace() and c not in _LINE_ENDS) else f"\\u{ord(c):04x}" for c in text)


def printable(text: str) -> str:
    """Text with a sign in place of all that is not shown, for places where not even its number may stand."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The fixed JSON object ``{"diagnostics": [{code, severity, path, line, column, message, hint}]}``."""
    return _as_json({"diagnostics": as_rows(diagnostics)})


def as_rows(diagnostics: Iterable[Diagnostic]) -> list[dict[str, str | int]]:
    """The rows of ``as_json``, as values for JSON."""
    return [
        {
            "code": d.code.name,
            "severity": d.severity.value,
            "path": d.location.path,
            "line": d.location.line,
            "column": d.location.column,
            "message": str(d.message),
            "hint": d.hint,
        }
        for d in diagnostics
    ]


def _as_json(value: object) -> str:
    """JSON in UTF-8; half a character, which a file's name may have, becomes JSON's own escape."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode()


def _address(path: str, below: str) -> str:
    """The path as a part of a URI; one outside the workspace is no path of the repository, and stays as it is."""
    outside = path.startswith(("/", "~")) or path.split("/")[0] == ".."
    return quote(path if outside else below + path, errors="backslashreplace")


def as_sarif(diagnostics: Iterable[Diagnostic], below: str = "") -> str:
    """A SARIF 2.1.0 log (OASIS Standard): one run, every known code as a rule.

    Code hosts read paths from the root of the repository; ``below`` is the way from there, with a slash at its end.
    """
    diagnostics = [*diagnostics]
    codes = tuple(dict.fromkeys((*known_codes(), *(d.code for d in diagnostics))))
    rules = [
        {
            "id": code.name,
            "shortDescription": {"text": code.summary},
            "fullDescription": {"text": code.why},
            "help": {"text": code.mend},
            "defaultConfiguration": {"level": code.severity.value},
        }
        for code in codes
    ]
    index = {code: position for position, code in enumerate(codes)}
    results = [
        {
            "ruleId": d.code.name,
            "ruleIndex": index[d.code],
            "level": d.severity.value,
            "message": {"text": d.message + (f" {d.hint}" if d.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _address(d.location.path, below)},
                        "region": {"startLine": d.location.line, "startColumn": d.location.column},
                    }
                }
            ],
        }
        for d in diagnostics
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "ddtender", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return _as_json(log)
