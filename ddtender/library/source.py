"""A source text and the places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.library.characters import forbidden, refused, words
from ddtender.library.codes import MERGE_CONFLICT, UNREADABLE_FILE

_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
#: How files begin that are given by mistake: Office and zip, PDF, RTF, images, UTF-16, HTML, XML, calendars.
_NO_TEXT = tuple(b"PK %PDF {\\rtf \xd0\xcf \x89 \xff \xfe GIF8 7z Rar! \x1f\x8b < BEGIN: {".split())
_SAVE_AS_TEXT = "Write it with a text editor, such as Notepad, and save it with the encoding UTF-8."
#: Larger than any clause, scenario or procedure; a file above it is refused unread.
MAX_CHARACTERS = 2_000_000


class SourceText(Struct, frozen=True, dict=True):
    """A text with its path; lines and columns count from 1."""

    path: str
    text: str
    #: What reads a form of this text where more than the text decides: the file that it translates, for instance.
    reads: Callable | None = None

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [*accumulate([len(line) + 1 for line in self.text.split("\n")[:-1]], initial=0)]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column that count from 0 (as parsers give them)."""
        if line >= len(self.line_starts):
            return len(self.text)
        return min(self.line_starts[line] + column, len(self.text))

    def within(self, finding: Diagnostic) -> Diagnostic:
        """A finding about this text as it was meant, at a place that the text as it stands has as well."""
        place = finding.location
        if place.path != self.path:
            return finding
        if place.line > len(self.line_starts):
            return finding._replace(location=self.location(len(self.text)))
        ends = self.line_starts[place.line] - 1 if place.line < len(self.line_starts) else len(self.text)
        last = ends - self.line_starts[place.line - 1] + 1
        return finding if place.column <= last else finding._replace(location=Location(place.path, place.line, last))

    def location(self, offset: int) -> Location:
        line = bisect_right(self.line_starts, offset) - 1
        return Location(self.path, line + 1, offset - self.line_starts[line] + 1)


class Cursor:
    """Finds pieces of a text one after the other between two offsets, so that each gets its exact place."""

    def __init__(self, source: SourceText, start: int, end: int) -> None:
        self._source, self._position, self._end = source, start, end
        #: Whether the piece that was asked for last stands at its place letter by letter.
        self.is_exact = True

    @property
    def is_translation(self) -> bool:
        """Whether the text is that of a translation, which may name what it refers to in a form of its own."""
        return self._source.reads is not None

    def find(self, piece: str) -> Location:
        """The place of ``piece``; when it is spelt differently in the source (an escape), the place reached so far."""
        at = self._source.text.find(piece, self._position, self._end) if piece else -1
        self.is_exact = at >= 0
        if not self.is_exact:
            return self._source.location(min(self._position, self._end))
        self._position = at + len(piece)
        return self._source.location(at)

    def find_lines(self, piece: str) -> Iterator[tuple[str, Location]]:
        """``piece`` cut where the source breaks its lines, which YAML folds into spaces; each part with its place."""
        start, end = self._folded(piece.strip())
        if self._source.text.find("\n", start, end) < 0:
            yield piece, self.find(piece)
            return
        self._position, self.is_exact = end, True
        if lead := piece[: len(piece) - len(piece.lstrip())]:
            yield lead, self._source.location(start)
        words = iter(re.findall(r"\S+\s*", piece))
        for line in re.finditer(r"\S.*", self._source.text[start:end]):
            part = "".join(next(words) for _ in line.group().split())
            yield part, self._source.location(start + line.start())

    def _folded(self, piece: str) -> tuple[int, int]:
        """Where the words of ``piece`` first stand one after the other, with any white space between them, or nowhere.

        (A regular expression says the same, but to compile one for every piece took most of the time of reading.)
        """
        text, stop, words = self._source.text, self._end, piece.split()
        start = text.find(words[0], self._position, stop) if words else -1
        while start >= 0:
            if text.startswith(piece, start, stop):
                return start, start + len(piece)
            end = start + len(words[0])
            for word in words[1:]:
                begin = end
                while begin < stop and text[begin].isspace():
                    begin += 1
                if begin == end or not text.startswith(word, begin, stop):
                    break
                end = begin + len(word)
            else:
                return start, end
            start = text.find(words[0], start + 1, stop)
        return 0, 0


def plain_text(content: bytes) -> str:
    """The text of a file as ``SourceText`` has it: without byte-order mark, each line with a line feed at its end.
    Raises UnicodeDecodeError."""
    return _with_plain_ends(content.decode("utf-8-sig"))


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(path: str, content: bytes) -> tuple[SourceText | None, list[Diagnostic]]:
    """The text of a file: UTF-8, with or without byte-order mark, any line ends. Errors name the first bad byte."""
    if content.startswith(_NO_TEXT) or b"\0" in content[:1000]:
        from ddtender.office.kinds import instead

        if said := instead(content, "a text in UTF-8 that is read here"):
            return None, [Diagnostic(UNREADABLE_FILE, Location(path), said[0], said[1] or _SAVE_AS_TEXT)]
    try:
        text = content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        message = f"byte {column} of this line is not valid UTF-8"
        return None, [Diagnostic(UNREADABLE_FILE, Location(path, line, column), message, "Save the file as UTF-8.")]
    if len(text) > MAX_CHARACTERS:
        message = f"the file has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        return None, [
            Diagnostic(UNREADABLE_FILE, Location(path), message, "Split it, or take out what does not belong.")
        ]
    source = SourceText(path, _with_plain_ends(text))
    findings = [forbidden(character, source.location(at)) for at, character in refused(source.text)]
    findings += [finding(source.location(at)) for at, finding in words(source.text)]
    findings += [
        Diagnostic(
            MERGE_CONFLICT,
            source.location(match.start()),
            "a merge conflict is not resolved here",
            "Choose one wording and delete the lines with <<<<<<<, ======= and >>>>>>>.",
        )
        for match in (_CONFLICT.finditer(source.text) if "<<<<<<<" in source.text else ())
    ]
    return (None if has_errors(findings) else source), findings
