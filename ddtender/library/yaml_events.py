"""The events of YAML's parser become plain data with places; what is not plain data ends the reading."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

import yaml
from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.characters import findings_in
from ddtender.library.codes import DUPLICATE_KEY, YAML_FEATURE, YAML_SYNTAX
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path, YamlDocument

if TYPE_CHECKING:
    from yaml import _yaml

    Mark = yaml.Mark | _yaml.Mark


_MAX_DEPTH = 40
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}\Z")
#: A thousand, or one and no thousandths: countries differ, so it stays the text that was written.
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}\Z")
_NODES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
_BEGINS_NUMBER = "+-0123456789"
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class _Open(Struct):
    """A collection being read."""

    value: dict | list
    path: Path
    key: str | None = None
    skip: bool = False


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


class YamlReader:
    """Reads a text that begins after ``start_line`` lines of ``source``; ``document`` and ``findings`` are what came of
    it."""

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
