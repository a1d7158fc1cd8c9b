"""Editing the front matter of a provision and leaving every other character as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_reader import read_yaml


class EditError(Exception):
    """The file cannot be edited by a program; the message says what a person has to do."""


def raise_version(text: str, version: str, why: str, on: date) -> str:
    """``text`` of a provision file with a new version and, as the first entry of its history, the reason.

    Everything else stays, line ends and byte-order mark included. Raises EditError.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text.removeprefix(mark))
    source = SourceText("", "".join(line.rstrip("\r\n") + "\n" for line in lines))
    end = source.text.find("\n---", 3)
    document, findings = read_yaml(source, 1, source.text.count("\n", 0, end + 1))
    if findings or ("version",) not in document.spans:
        raise EditError("its front matter cannot be read; run `ddtender check`")
    start, stop = document.spans[("version",)]
    at = source.text.count("\n", 0, start)
    column, width = start - (source.text.rfind("\n", 0, start) + 1), stop - start
    ends = lines[at][len(lines[at].rstrip("\r\n")) :]
    before, first, indent = _place(document, lines, at)
    entry = f"{indent}{history_line(version, on, why)}{ends}"
    lines.insert(before, f"history:{ends}{entry}" if first else entry)
    lines[at] = lines[at][:column] + version + lines[at][column + width :]
    return mark + "".join(lines)


def as_replacement(text: str, id_: str, version: str) -> str:
    """``text`` of the file of a provision of a base as that of a layer, which replaces this version of it. Raises
    EditError."""
    source, document, _ = _front_matter(text)
    said = f"{id_}@{version}"
    if ("replaces",) in document.keys:
        return replace_value(text, ("replaces",), said)
    at = source.line_starts[document.keys["id",].line]
    made = f"{source.text[:at]}replaces: {said}\n{source.text[at:]}"
    told = _front_matter(made)[1].value
    if not isinstance(told, dict) or told.get("replaces") != said:
        raise EditError("`replaces` cannot be written by a program")
    return made


def history_line(version: str, on: date, why: str) -> str:
    """The line of a provision's history for a version."""
    return f"- {{version: {version}, date: {on.isoformat()}, why: {json.dumps(why, ensure_ascii=False)}}}"


def replace_version(text: str, version: str) -> str:
    """``text`` of a library.yaml with another version; everything else stays. Raises EditError."""
    made, times = re.subn(r"(?m)^(version:[ ]*)[0-9.]+", rf"\g<1>{version}", text)
    lines = made.removeprefix("\ufeff").splitlines()
    document, findings = read_yaml(SourceText("", "\n".join([*lines, ""])))
    value = document.value
    if times != 1 or findings or not isinstance(value, dict) or value.get("version") != version:
        raise EditError(f"write `version: {version}` by hand, on a line of its own")
    return made


def _place(document: YamlDocument, lines: list[str], version_line: int) -> tuple[int, bool, str]:
    """The line that the entry goes before, whether it is the first one, and its indentation.

    It is behind the version, so that the version stays on its line.
    """
    if ("history",) not in document.values:
        return version_line + 1, True, "  "
    at = document.values[("history",)].line - 1
    if document.keys[("history",)].line - 1 < version_line:
        raise EditError("its `history` stands before its `version`; move it behind")
    if not (item := re.match(r"( *)- ", lines[at])):
        raise EditError("its `history` is written in one line; write it as a list of lines that begin with `-`")
    return at, False, item.group(1)


def replace_value(text: str, path: Path, value: str) -> str:
    """``text`` of a provision file with the text at ``path`` of its front matter replaced. Raises EditError."""
    source, document, _ = _front_matter(text)
    if path not in document.spans:
        raise EditError(f"its front matter has no `{path[-1]}`")
    start, stop = document.spans[path]
    made = f"{source.text[:start]}{_scalar(value)}{source.text[stop:]}"
    read = _front_matter(made)[1]
    if read.value is None or _at(read.value, path) != value:
        raise EditError(f"its `{path[-1]}` cannot be written by a program")
    return made


def append_note(text: str, note: Mapping[str, object]) -> str:
    """``text`` of a provision file (with plain line ends) with one more entry, the last, of its ``notes``.

    Everything else stays; a note that is there already is not written twice. Raises EditError.
    """
    source, document, end = _front_matter(text)
    entry = _block(note)
    notes = document.value.get("notes") if isinstance(document.value, dict) else None
    if notes and dict(note) in notes:
        return text
    if not notes:
        if ("notes",) in document.keys:
            raise EditError("its `notes` are empty; delete the key")
        made = f"{source.text[:end]}notes:\n{_indented(entry, '  ')}{source.text[end:]}"
    else:
        first = source.line_starts[document.values[("notes", 0)].line - 1]
        item = re.match(r"( *)- ", source.text[first:])
        if not item:
            raise EditError("its `notes` are written in one line; write them as a list of lines that begin with `-`")
        last = max(place.line for path, place in document.values.items() if path[:1] == ("notes",))
        at = source.line_starts[last]
        while at < end and not re.match(rf"(?:{item.group(1)}- |\S)", source.text[at:end]):
            at = source.text.find("\n", at) + 1  # the rest of a text of several lines
        made = f"{source.text[:at]}{_indented(entry, item.group(1))}{source.text[at:]}"
    again = _front_matter(made)[1].value
    if not isinstance(again, dict) or again.get("notes") != [*(notes or []), dict(note)]:
        raise EditError("its `notes` cannot be written by a program")
    return made


def add_comment(text: str, note: Mapping[str, object], answers: Sequence[Mapping[str, str]]) -> str:
    """``text`` with a reviewer's comment among its ``notes`` and the answers to it; those that it has stay as they are.

    Raises EditError.
    """
    source, document, _ = _front_matter(text)
    notes = document.value.get("notes") if isinstance(document.value, dict) else None
    known = [n for n, one in enumerate(notes or []) if isinstance(one, dict) and _is_said(one, note)]
    if not known:
        return append_note(text, {**note, "answers": [*answers]} if answers else note)
    said = notes[known[0]].get("answers") or []  # type: ignore[index]
    wanted = [*said, *(answer for answer in answers if not any(_is_said(one, answer) for one in said))]
    if wanted == said:
        return text
    path: Path = ("notes", known[0], "answers")
    written = json.dumps(wanted, ensure_ascii=False)
    if path in document.spans:
        start, end = document.spans[path]
        made = f"{source.text[:start]}{written}{source.text[end:]}"
    else:
        last = max(
            (span for span in document.spans.items() if span[0][:2] == path[:2] and len(span[0]) > 2),
            key=lambda span: span[1][1],
        )
        column = document.keys[last[0][:3]].column - 1
        made = f"{source.text[: last[1][1]]}\n{' ' * column}answers: {written}{source.text[last[1][1] :]}"
    read = _front_matter(made)[1].value
    if read is None or _at(read, path[:2]) != {**notes[known[0]], "answers": wanted}:  # type: ignore[index]
        raise EditError("an answer cannot be written into its `notes` by a program")
    return made


def _is_said(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether a remark in a file is the other one. Programs take dates away: where one of them has none, it tells
    nothing."""
    told = {key: value for key, value in other.items() if key != "date" or "date" in one}
    return {**one, **told} == one


def follow_source(text: str, fingerprint: str, version: str | None, why: str | None, on: date) -> str:
    """``text`` of a translation (with plain line ends) that follows its source at this fingerprint; with ``why``, that
    it holds unchanged, as the first entry of ``holds``. Everything else stays. Raises EditError."""
    source, document = _whole_or_front(text)
    told = f"version: {version}, " if version else ""
    id_ = _at(document.value, ("translates", "id")) if document.value else None
    start, stop = document.spans.get(("translates",), (0, 0))
    if not isinstance(id_, str) or stop <= start:
        raise EditError("it does not say what it translates; `ddtender check` says more")
    stop = start + len(source.text[start:stop].rstrip())
    made = f'{source.text[:start]}{{id: {id_}, {told}fingerprint: "{fingerprint}"}}{source.text[stop:]}'
    if why is not None:
        end = made.index("\n", start) + 1
        entry = json.dumps(" ".join(why.split()), ensure_ascii=False)
        line = f"  - {{on: {on.isoformat()}, {told}why: {entry}}}\n"
        first = re.match(r"holds:\n", made[end:])
        if ("holds",) in document.keys and not first:
            raise EditError("its `holds` is to stand below `translates`, as a list of lines that begin with `-`")
        made = f"{made[: end + 7]}{line}{made[end + 7 :]}" if first else f"{made[:end]}holds:\n{line}{made[end:]}"
    if _whole_or_front(made)[1].value is None:
        raise EditError("it cannot be written by a program")
    return made


def _whole_or_front(text: str) -> tuple[SourceText, YamlDocument]:
    """The source, and its front matter or all of it as YAML. Raises EditError."""
    if text.startswith("---\n"):
        source, document, _ = _front_matter(text)
        return source, document
    source = SourceText("", text)
    document, findings = read_yaml(source)
    if findings:
        raise EditError("it cannot be read; run `ddtender check`")
    return source, document


def _front_matter(text: str) -> tuple[SourceText, YamlDocument, int]:
    """The source, its front matter, and the offset of the line that ends it. Raises EditError."""
    source = SourceText("", text)
    end = source.text.find("\n---", 3) + 1
    document, findings = read_yaml(source, 1, source.text.count("\n", 0, end))
    if findings or not end:
        raise EditError("its front matter cannot be read; run `ddtender check`")
    return source, document, end


def _scalar(value: str) -> str:
    """A text as YAML: plain where it was safe to write it so, otherwise in double quotes."""
    return (
        value
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,()'-]*[A-Za-z0-9)]|[a-z.-]+@[0-9.]+", value)
        else json.dumps(value, ensure_ascii=False)
    )


def _block(note: Mapping[str, object]) -> list[str]:
    """A note as the lines of a YAML mapping, one key a line."""
    return [
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}" for key, value in note.items()
    ]


def _indented(lines: Sequence[str], indent: str) -> str:
    """The lines of a mapping as an entry of a list."""
    return "".join(f"{indent}{'  ' if n else '- '}{line}\n" for n, line in enumerate(lines))


def _at(value: object, path: Path) -> object:
    for key in path:
        value = value[key]  # type: ignore[index]
    return value
