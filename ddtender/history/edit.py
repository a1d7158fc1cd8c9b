"""Editing the front matter of a provision and leaving every other character as it is."""

from __future__ import annotations

import json
from datetime import date

from ddtender.library.source import SourceText
from ddtender.library.yaml_reader import read_yaml
from ddtender.model.review import Review


class EditError(Exception):
    """The file cannot be edited by a program; the message says what a person has to do."""


def raise_version(text: str, version: str, why: str, on: date) -> str:
    """``text`` of a provision file with a new version and, as the first entry of its history, the reason.

    Raises EditError.
    """
    crlf = "\r\n" in text
    source = SourceText("", text.replace("\r\n", "\n"))
    end = source.text.find("\n---", 3)
    lines = source.text.count("\n", 0, end + 1)
    document, findings = read_yaml(source, 1, lines)
    if findings or ("version",) not in document.spans:
        raise EditError("its front matter cannot be read; run `ddtender check`")
    entry = f"  - {{version: {version}, date: {on.isoformat()}, why: {json.dumps(why, ensure_ascii=False)}}}\n"
    edited = _with_entry(source, document, entry)
    start, stop = document.spans[("version",)]
    edited = edited[:start] + version + edited[stop:]
    return edited.replace("\n", "\r\n") if crlf else edited


def _with_entry(source: SourceText, document, entry: str) -> str:
    """The entry goes behind the version, so that offsets before it stay right."""
    text = source.text
    version_end = text.index("\n", document.spans[("version",)][1]) + 1
    if ("history",) not in document.values:
        return text[:version_end] + "history:\n" + entry + text[version_end:]
    if document.values[("history",)].line == document.keys[("history",)].line:
        raise EditError("its `history` is written in one line; write it as a list of lines that begin with `-`")
    if document.keys[("history",)].line < document.values[("version",)].line:
        raise EditError("its `history` stands before its `version`; move it behind")
    first = source.offset(document.values[("history",)].line - 1, 0)
    return text[:first] + entry + text[first:]


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
