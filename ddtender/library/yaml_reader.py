"""YAML with the place of every value, and without its surprises.

Only plain data is read: ``true``, ``false``, ``null``, decimal numbers, and otherwise text (``no`` is a country and
``2027-03-01`` is text until the schema asks for a date). Duplicate keys, anchors, tags and deep nesting are errors.
"""

from __future__ import annotations

import re
from decimal import Decimal

import yaml
from msgspec import Struct, field

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.library.characters import findings_in
from ddtender.library.source import SourceText

Path = tuple[str | int, ...]
_MAX_DEPTH = 40
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}\Z")
_NODES = (yaml.ScalarEvent, yaml.CollectionStartEvent)
_BEGINS_NUMBER = "+-0123456789"
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlDocument(Struct):
    """A value, and for every path in it the place of its key and the offsets of its value in the source."""

    value: object = None
    keys: dict[Path, Location] = field(default_factory=dict)
    values: dict[Path, Location] = field(default_factory=dict)
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)


class _Open(Struct):
    """A collection being read."""

    value: dict | list
    path: Path
    key: str | None = None
    skip: bool = False


def read_yaml(
    source: SourceText, start_line: int = 0, end_line: int | None = None
) -> tuple[YamlDocument, list[Diagnostic]]:
    """Read the lines ``start_line`` to ``end_line`` (from 0, end excluded) of ``source`` as one YAML document."""
    first = source.offset(start_line, 0)
    last = source.offset(end_line, 0) if end_line is not None else len(source.text)
    reader = _Reader(source, start_line)
    try:
        loader = yaml.CSafeLoader(source.text[first:last])
        while loader.check_event():
            reader.handle(loader.get_event())
    except _Refused:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.place(mark) if mark else Location(source.path, start_line + 1)
        said = " ".join(part for part in (error.context, error.problem) if part)
        reader.findings.append(
            Diagnostic(
                Code.YAML_SYNTAX,
                place,
                f"this is not valid YAML: {said}",
                "A missing quote, a tab or an indentation is the usual cause.",
            )
        )
    except yaml.YAMLError as error:
        reader.findings.append(
            Diagnostic(Code.YAML_SYNTAX, Location(source.path, start_line + 1), f"this is not valid YAML: {error}")
        )
    return reader.document, reader.findings


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

    def place(self, mark: yaml.Mark) -> Location:
        line = mark.line + self.start_line
        if line + 1 < len(self.line_starts):
            return Location(self.source.path, line + 1, mark.column + 1)
        return self.source.location(self.offset(mark))  # a mark may stand behind the end of the text

    def offset(self, mark: yaml.Mark) -> int:
        starts, line = self.line_starts, mark.line + self.start_line
        offset = starts[line] + mark.column if line < len(starts) else self.length
        return offset if offset < self.length else self.length

    def refuse(self, event: yaml.Event, what: str) -> None:
        self.findings.append(
            Diagnostic(Code.YAML_FEATURE, self.place(event.start_mark), what, "Write the value out where it is needed.")
        )
        raise _Refused

    def handle(self, event: yaml.Event) -> None:
        if isinstance(event, _NODES):
            if event.anchor:
                self.refuse(event, f"the anchor &{event.anchor} is not allowed")
            if event.tag:
                self.refuse(event, f"the tag {event.tag} is not allowed")
            if isinstance(event, yaml.ScalarEvent) and event.style == '"':
                self._escapes(event)
            self._node(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.refuse(event, "a second YAML document begins here")
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"the alias *{event.anchor} is not allowed")
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
        return (*parent.path, parent.key if isinstance(parent.value, dict) else len(parent.value))

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
                    Code.DUPLICATE_KEY,
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
    if _DECIMAL.match(text):
        return Decimal(text)
    return text
