"""YAML with the place of every value, and without its surprises.

Only plain data is read: ``true``, ``false``, ``null``, decimal numbers, and otherwise text (``no`` is a country and
``2027-03-01`` is text until the schema asks for a date). Duplicate keys, anchors, tags and deep nesting are errors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.characters import CURLY
from ddtender.library.codes import YAML_SYNTAX
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import YamlDocument
from ddtender.library.yaml_events import YamlReader, parser_stops

if TYPE_CHECKING:
    from ddtender.library.yaml_mistakes import Mistake

#: What stands in every text with a value that YAML reads as something else than is meant.
_MAY_BE_SILENT = re.compile(rf"[{CURLY}]| #[^\s#!]")


def read_yaml(
    source: SourceText, start_line: int = 0, end_line: int | None = None, diagnosed: bool = True
) -> tuple[YamlDocument, list[Diagnostic]]:
    """Read the lines ``start_line`` to ``end_line`` (from 0, end excluded) of ``source`` as one YAML document.

    Of a text that cannot be read the findings are the mistakes that its writer made, each at its own line; if it is not
    to be ``diagnosed``, where and why reading stopped.
    """
    first = source.offset(start_line, 0)
    last = source.offset(end_line, 0) if end_line is not None else len(source.text)
    reader = YamlReader(source, start_line)
    reader.document.source, reader.document.part = source, (first, last)
    reader.document.is_whole = reader.read(source.text[first:last])
    if reader.document.is_whole:
        return reader.document, [*reader.findings, *_silent(source, start_line, reader.document)]
    if diagnosed and not reader.is_feature:
        return _as_meant(source, start_line, reader)
    return reader.document, reader.findings


def _silent(source: SourceText, start_line: int, document: YamlDocument) -> list[Diagnostic]:
    """Values that YAML reads, and reads as something else than is meant."""
    first, last = document.part
    if source.text.find(" #", first, last) < 0 and source.text.isascii():
        return []
    if not _MAY_BE_SILENT.search(source.text, first, last):
        return []
    from ddtender.library.yaml_causes import SILENT
    from ddtender.library.yaml_mistakes import Mistake

    lines, findings = source.text[first:last].split("\n"), []
    for path, (start, end) in document.spans.items():
        raw = source.text[start:end]
        if raw.startswith(("'", '"', "|", ">", "{", "[")) or "\n" in raw:
            continue
        place = document.values[path] if raw else document.keys.get(path, document.values[path])
        n = place.line - 1 - start_line
        mends = (mend for cause in SILENT for mend in cause(lines[n]))
        findings += [told(Mistake(n, mend), source.path, start_line) for mend in mends]
    return list(dict.fromkeys(findings))


def _as_meant(source: SourceText, start_line: int, reader: YamlReader) -> tuple[YamlDocument, list[Diagnostic]]:
    """The document as it was meant, and what was wrong where reading stopped: the reader's last finding, if no cause is
    found."""
    from ddtender.library.yaml_mistakes import diagnose

    first, last = reader.document.part

    def read(mended: str) -> YamlReader:
        trial = YamlReader(SourceText(source.path, mended), 0)
        trial.document.is_whole = trial.read(mended)
        return trial

    def distance(mended: str, nearest: int) -> int:
        """How many lines are left unread."""
        lines = mended.count("\n") + 1
        gives_up = parser_stops(mended)
        if gives_up is not None and lines - gives_up >= nearest:
            return lines - gives_up  # we may stop before the parser does, never behind it
        return sum(lines - at for at in near(mended))

    def near(mended: str) -> list[int]:
        trial = read(mended)
        return [] if trial.document.is_whole else [trial.findings[-1].location.line - 1]

    diagnosis = diagnose(source.text[first:last], distance, near)
    if not diagnosis.found:
        return reader.document, reader.findings
    findings = [told(one, source.path, start_line) for one in diagnosis.found]
    mended = SourceText(source.path, "\n" * start_line + diagnosis.text)
    document, more = read_yaml(mended, start_line, diagnosed=False)
    return document, [source.within(finding) for finding in (*findings, *more)]


def told(one: Mistake, path: str, start_line: int) -> Diagnostic:
    """The finding of a mistake in a text that begins after ``start_line`` lines of its file."""
    line = start_line + one.line + 1
    message = f"line {line} {one.mend.what}"
    return Diagnostic(YAML_SYNTAX, Location(path, line, one.mend.column + 1), message, one.mend.how)
