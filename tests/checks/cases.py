"""Reads the fixtures: small changes to a good workspace, and the diagnostics that they bring about.

A fixture file is named after a code and holds cases. A case is a title, a line ".", the changes, a line ".", the
expected diagnostics (none if the case is fine), and a line "." again. A change begins with one of these lines:

    file: PATH         the lines that follow are the whole file
    change: PATH       lines "was: …" and "now: …" replace one line of a file; more lines may follow "now:"
    remove: PATH       the file is taken away
    bytes: PATH        the line that follows is the whole file, with Python's escapes (\\xff)
    template: NAME     the lines that follow are the paragraphs of templates/NAME.docx (none: the usual ones);
                       "header: …", "hidden: …", "without style: …" and "number of STYLE: …" say more
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ddtender.library.places import PROCEDURE_LAW
from tests.checks import word
from tests.tools import ROOT

HERE = Path(__file__).parent
_CHANGE = re.compile(r"(file|change|remove|bytes|template): (\S+)")


@dataclass(frozen=True)
class Case:
    code: str
    title: str
    changes: str
    expected: str

    def files(self) -> dict[str, bytes]:
        """The good workspace with the changes of this case."""
        files = dict(good_workspace())
        starts = [*re.finditer(rf"^{_CHANGE.pattern}$", self.changes, re.MULTILINE)]
        ends = [*(match.start() for match in starts[1:]), len(self.changes)]
        for match, end in zip(starts, ends, strict=True):
            _apply(files, match.group(1), match.group(2), self.changes[match.end() + 1 : end])
        return files


@cache
def good_workspace() -> dict[str, bytes]:
    """A workspace without a finding; read it before the cases."""
    root = HERE / "workspace"
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    files[PROCEDURE_LAW] = (ROOT / PROCEDURE_LAW).read_bytes()  # whose law it rests on is no matter of these rules
    return files | {f"templates/{name}.docx": word.template(name) for name in word.PARAGRAPHS}


def read_cases() -> list[Case]:
    cases = []
    for path in sorted((HERE / "fixtures").glob("*.md")):
        pieces = re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert len(pieces) % 3 == 1 and not pieces[-1].strip(), f"{path.name}: a case has three lines with a full stop"
        for title, changes, expected in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
            cases.append(Case(path.stem, title.strip(), changes, expected.strip()))
    return cases


def _apply(files: dict[str, bytes], verb: str, path: str, lines: str) -> None:
    if verb == "file":
        files[path] = lines.encode()
    elif verb == "change":
        files[path] = _edited(files[path].decode(), lines).encode()
    elif verb == "remove":
        del files[path]
    elif verb == "bytes":
        files[path] = lines.rstrip("\n").encode("latin-1").decode("unicode_escape").encode("latin-1")
    else:
        files[f"templates/{path}.docx"] = _template(path, lines)


def _edited(text: str, lines: str) -> str:
    for piece in re.split(r"^was:", lines, flags=re.MULTILINE)[1:]:
        was, now = re.split(r"^now:", piece, maxsplit=1, flags=re.MULTILINE)
        was, now = was.removeprefix(" ").rstrip("\n"), now.removeprefix(" ").rstrip("\n")
        assert text.splitlines().count(was) == 1, f"the line {was!r} must stand in the file once"
        text = f"\n{text}".replace(f"\n{was}\n", f"\n{now}\n" if now else "\n", 1)[1:]
    return text


def _template(name: str, lines: str) -> bytes:
    told = dict(re.findall(r"^(header|hidden|without style|number of [\w ]+): (.*)$", lines, re.MULTILINE))
    paragraphs = re.sub(r"^(header|hidden|without style|number of [\w ]+): .*\n?", "", lines, flags=re.MULTILINE)
    numbers = {
        key.removeprefix("number of "): None if value == "none" else value
        for key, value in told.items()
        if key.startswith("number")
    }
    more = (told.get("header", ""), told.get("without style", ""), numbers, told.get("hidden", ""))
    return word.template(name, paragraphs.rstrip("\n"), *more)
