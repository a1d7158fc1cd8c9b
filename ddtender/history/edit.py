"""Editing the front matter of a provision and leaving every other character as it is."""

from __future__ import annotations

import json
import re
from datetime import date

from ddtender.library.source import SourceText
from ddtender.library.yaml_reader import YamlDocument, read_yaml
from ddtender.model.review import Review


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
    reason = json.dumps(why, ensure_ascii=False)
    entry = f"{indent}- {{version: {version}, date: {on.isoformat()}, why: {reason}}}{ends}"
    lines.insert(before, f"history:{ends}{entry}" if first else entry)
    lines[at] = lines[at][:column] + version + lines[at][column + width :]
    return mark + "".join(lines)


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


def review_file(review: Review) -> str:
    """The file of a stamp."""
    lines = [
        f"id: {review.id}",
        f"version: {review.version}",
        f'fingerprint: "{review.fingerprint}"',
        f"reviewer: {json.dumps(review.reviewer, ensure_ascii=False)}",
        f"date: {review.on.isoformat()}",
    ]
    if review.references:
        lines += ["references:", *(f'  {id_}: "{print_}"' for id_, print_ in review.references.items())]
    return "\n".join(lines) + "\n"
