"""Editing library.yaml and the lists beside it where a layer is over another base, and leaving all else as it is."""

from __future__ import annotations

import json
import re

from ddtender.history.edit import EditError
from ddtender.library.places import INFO
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_reader import read_yaml


def with_base(text: str, version: str, fingerprint: str) -> str:
    """``text`` of a library.yaml with the base pinned at another version. Raises EditError."""
    return _with_values(text, {("extends", "version"): version, ("extends", "fingerprint"): f'"{fingerprint}"'})


def with_versions(text: str, names: dict[str, str]) -> str:
    """``text`` with entries of `replaces` and `retires` that name another version: the new ones by the old. Raises
    EditError."""
    document = _read(text)
    value = document.value
    assert isinstance(value, dict)
    wanted: dict[Path, str] = {
        ("replaces", n): _scalar(names[one]) for n, one in enumerate(value.get("replaces") or ()) if one in names
    }
    made = _with_values(text, wanted)
    for old, new in names.items():
        if old in (value.get("retires") or {}):
            made, times = re.subn(rf"(?m)^([ \t]+[\"']?){re.escape(old)}(?=[\"']?[ \t]*:)", rf"\g<1>{new}", made)
            if times != 1:
                raise EditError(f"{INFO}: write `{new}` in place of `{old}` under `retires` by hand")
    return made


def with_replaced(text: str, name: str) -> str:
    """``text`` with one more entry, the last, of `replaces`. Raises EditError."""
    document = _read(text)
    value = document.value
    assert isinstance(value, dict)
    listed, ends = value.get("replaces"), "\r\n" if "\r\n" in text else "\n"
    entry = f"  - {_scalar(name)}{ends}"
    if name in (listed or ()):
        return text
    if not listed:
        if ("replaces",) in document.keys:
            raise EditError(f"{INFO}: `replaces` is empty; delete the key")
        return f"{text.rstrip()}{ends}{ends}replaces:{ends}{entry}"
    lines = text.splitlines(keepends=True)
    last = document.values["replaces", len(listed) - 1].line
    if not (item := re.match(r"( *)- ", lines[last - 1])):
        raise EditError(f"{INFO}: `replaces` is written in one line; write it as a list of lines that begin with `-`")
    lines.insert(last, f"{item[1]}- {_scalar(name)}{ends}")
    return "".join(lines)


def with_entry(text: str | None, key: str, lines: list[str]) -> str:
    """A list of a layer, such as parameters.yaml, with one more entry, in the lines of its base."""
    if text is None:
        return "\n".join([f"{key}:", *lines, ""])
    return "\n".join([*text.rstrip().splitlines(), *lines, ""])


def _with_values(text: str, values: dict[Path, str]) -> str:
    document = _read(text)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for path in values:
        if path not in document.spans:
            raise EditError(f"{INFO}: there is no `{'.'.join(map(str, path))}`")
    for path, value in sorted(values.items(), key=lambda one: -document.spans[one[0]][0]):
        start, end = document.spans[path]
        written = plain[start:end]
        plain = plain[:start] + value + written[len(written.rstrip()) :] + plain[end:]
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    made = mark + (plain.replace("\n", "\r\n") if "\r\n" in text else plain)
    _read(made)
    return made


def _read(text: str) -> YamlDocument:
    document, findings = read_yaml(SourceText("", text.removeprefix("\ufeff").replace("\r\n", "\n")))
    if findings or not isinstance(document.value, dict):
        raise EditError(f"{INFO}: it cannot be read; run `ddtender check`")
    return document


def _scalar(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9_./@-]*", name) else json.dumps(name, ensure_ascii=False)
