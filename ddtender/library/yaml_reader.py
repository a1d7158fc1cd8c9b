"""YAML with the place of every value, and without its surprises.

Only plain data is read: ``true``, ``false``, ``null``, decimal numbers, and otherwise text (``no`` is a country and
``2027-03-01`` is text until the schema asks for a date). Duplicate keys, anchors, tags and deep nesting are errors.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

import yaml
from msgspec import Struct, field

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.characters import CURLY, findings_in
from ddtender.library.codes import DUPLICATE_KEY, YAML_FEATURE, YAML_SYNTAX
from ddtender.library.source import SourceText

if TYPE_CHECKING:
    from yaml import _yaml

    from ddtender.library.yaml_mistakes import Mistake

    Mark = yaml.Mark | _yaml.Mark

Path = tuple[str | int, ...]
_MAX_DEPTH = 40
#: What stands in every text with a value that YAML reads as something else than is meant.
_MAY_BE_SILENT = re.compile(rf"[{CURLY}]| #[^\s#!]")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}\Z")
#: A thousand, or one and no thousandths: countries differ, so it stays the text that was written.
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}\Z")
_NODES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
_BEGINS_NUMBER = "+-0123456789"
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlDocument(Struct):
    """A value, and for every path in it the place of its key and the offsets of its value in the source; ``part`` are
    the offsets of the document itself. It is not ``is_whole`` if the rest could not be read."""

    value: object = None
    keys: dict[Path, Location] = field(default_factory=dict)
    values: dict[Path, Location] = field(default_factory=dict)
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    source: SourceText | None = None
    part: tuple[int, int] = (0, 0)
    is_whole: bool = True


class _Open(Struct):
    """A collection being read."""

    value: dict | list
    path: Path
    key: str | None = None
    skip: bool = False


def read_yaml(
    source: SourceText, start_line: int = 0, end_line: int | None = None, diagnosed: bool = True
) -> tuple[YamlDocument, list[Diagnostic]]:
    """Read the lines ``start_line`` to ``end_line`` (from 0, end excluded) of ``source`` as one YAML document.

    Of a text that cannot be read the findings are the mistakes that its writer made, each at its own line; if it is not
    to be ``diagnosed``, where and why reading stopped.
    """
    first = source.offset(start_line, 0)
    last = source.offset(end_line, 0) if end_line is not None else len(source.text)
    reader = _Reader(source, start_line)
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


def _as_meant(source: SourceText, start_line: int, reader: _Reader) -> tuple[YamlDocument, list[Diagnostic]]:
    """The document as it was meant, and what was wrong where reading stopped: the reader's last finding, if no cause is
    found."""
    from ddtender.library.yaml_mistakes import diagnose

    first, last = reader.document.part

    def read(mended: str) -> _Reader:
        trial = _Reader(SourceText(source.path, mended), 0)
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


def parser_stops(text: str) -> int | None:
    """The line (from 0) at which YAML's own parser gives up, whatever we may refuse before; None if it does not.

    It takes a tenth of the time that reading takes, as no event becomes an object of Python's.
    """
    try:
        yaml.CSafeLoader(text).raw_parse()
    except yaml.MarkedYAMLError as error:
        mark = _mark_of(error)
        return mark.line if mark else 0
    except yaml.YAMLError:
        return 0
    return None


def _mark_of(error: yaml.MarkedYAMLError) -> Mark | None:
    """Where it was that reading stopped: of quotes that do not end, where they begin."""
    is_open_quote = error.context == "while scanning a quoted scalar"
    return (error.context_mark if is_open_quote else None) or error.problem_mark or error.context_mark


class _Refused(Exception):
    """Reading stopped at something that is not read at all; the finding is recorded."""


class _Reader:
    def __init__(self, source: SourceText, start_line: int) -> None:
        self.source, self.line_starts = source, source.line_starts
        self.start_line, self.length = start_line, len(source.text)
        self.document = YamlDocument()
        self.findings: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.documents = 0
        self.is_feature = False

    def read(self, text: str) -> bool:
        """Read the whole text; False if reading stopped, of which the last finding speaks."""
        try:
            loader = yaml.CSafeLoader(text)
            while event := loader.get_event():
                self.handle(event)
        except _Refused:
            return False
        except yaml.MarkedYAMLError as error:
            mark = _mark_of(error)
            said = " ".join(part for part in (error.context, error.problem) if part)
            self._stopped(self.place(mark) if mark else Location(self.source.path, self.start_line + 1), said)
            return False
        except yaml.YAMLError as error:
            self._stopped(Location(self.source.path, self.start_line + 1), str(error))
            return False
        return True

    def _stopped(self, place: Location, said: str) -> None:
        hint = "Look at this line and those above it: a missing quote, a tab or an indentation is the usual cause."
        self.findings.append(Diagnostic(YAML_SYNTAX, place, f"this is not valid YAML: {said}", hint))

    def place(self, mark: Mark | None) -> Location:
        assert mark is not None  # what is read from a text stands in it
        line = mark.line + self.start_line
        if line + 1 < len(self.line_starts):
            return Location(self.source.path, line + 1, mark.column + 1)
        return self.source.location(self.offset(mark))  # a mark may stand behind the end of the text

    def offset(self, mark: Mark | None) -> int:
        assert mark is not None
        starts, line = self.line_starts, mark.line + self.start_line
        offset = starts[line] + mark.column if line < len(starts) else self.length
        return offset if offset < self.length else self.length

    def refuse(self, event: yaml.Event, what: str, sign: str = "") -> NoReturn:
        """Stop at something that is not read; ``sign`` is that of YAML's own features, with which a text may begin."""
        hint = "Write the value out where it is needed."
        if sign:
            self.is_feature = True
            hint = f"{hint[:-1]}; a text that begins with {sign} has straight quotes around it."
        self.findings.append(Diagnostic(YAML_FEATURE, self.place(event.start_mark), what, hint))
        raise _Refused

    def handle(self, event: yaml.Event) -> None:
        if isinstance(event, _NODES):
            if event.anchor:
                self.refuse(event, f"the anchor &{event.anchor} is not allowed", "&")
            if event.tag:
                self.refuse(event, f"the tag {event.tag} is not allowed", "!")
            if isinstance(event, yaml.ScalarEvent) and event.style == '"':
                self._escapes(event)
            self._node(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.refuse(event, "a second YAML document begins here")
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"the alias *{event.anchor} is not allowed", "*")
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.stack.pop()
            start, _ = self.document.spans.get(done.path, (0, 0))
            self.document.spans[done.path] = (start, self.offset(event.end_mark))

    def _escapes(self, event: yaml.ScalarEvent) -> None:
        """In double quotes a character may be spelt so that the file does not show it: "\\u202e"."""
        if "\\" in self.source.text[self.offset(event.start_mark) : self.offset(event.end_mark)]:
            self.findings.extend(findings_in(event.value, self.place(event.start_mark)))

    def _node(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.key is None and isinstance(parent.value, dict):
            self._key(parent, event)
            return
        path = self._path(parent)
        start = event.start_mark
        self.document.values[path] = self.place(start)
        self.document.spans[path] = (self.offset(start), self.offset(event.end_mark))
        if type(event) is yaml.ScalarEvent:
            self._attach(parent, _scalar(event))
        else:
            value: dict | list = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._attach(parent, value)
            if len(self.stack) >= _MAX_DEPTH:
                self.refuse(event, f"the YAML nests deeper than {_MAX_DEPTH} levels")
            self.stack.append(_Open(value, path))

    def _path(self, parent: _Open | None) -> Path:
        if parent is None:
            return ()
        return (*parent.path, len(parent.value) if parent.key is None else parent.key)

    def _attach(self, parent: _Open | None, value: object) -> None:
        if parent is None:
            self.document.value = value
        elif isinstance(parent.value, list):
            parent.value.append(value)
        else:
            if not parent.skip:
                parent.value[parent.key] = value
            parent.key, parent.skip = None, False

    def _key(self, parent: _Open, event: yaml.Event) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, "a key must be a word, not a list or a mapping")
        place = self.place(event.start_mark)
        path = (*parent.path, event.value)
        parent.key = event.value
        if event.value in parent.value:
            parent.skip = True
            first = self.document.keys[path]
            self.findings.append(
                Diagnostic(
                    DUPLICATE_KEY,
                    place,
                    f"the key '{event.value}' stands here a second time",
                    f"Keep one of the two; the first is in line {first.line}.",
                )
            )
        else:
            self.document.keys[path] = place


def _scalar(event: yaml.ScalarEvent) -> object:
    text = event.value
    if event.style:  # quoted or block text is always text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _BEGINS_NUMBER:
        return text
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text) and not _THOUSANDS.match(text):
        return Decimal(text)
    return text
