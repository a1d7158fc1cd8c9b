"""Whether two folders hold the same procurement, where one was made on the page and the other by commands.

Files are the same byte for byte. On the page, facts are answers to questions, by command they are typed into a file:
the text of ``procedure.yaml`` differs, its values do not. Its fingerprint stands in documents, theirs in the manifest,
and so on up to the record: each is held against the fingerprint of the file of the same name on the other side.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ddtender.desk.evaluation.evaluating import entries_of, usable
from ddtender.desk.evaluation.filled import evaluation_bytes_read
from tests.packages import parts_of

_FINGERPRINT = re.compile(rb"[0-9a-f]{64}|[0-9a-f]{32}")
_FACTS, _EVALUATION = "procedure.yaml", "evaluation/"


def is_typed(case: str, file: str) -> bool:
    """Whether a workbook of a case is filled in on the page itself: those of the tablets, and of the laptops."""
    return _EVALUATION in file and (case == "tablets" or "lot-1" in file)


def differing(page: Mapping[str, bytes], command: Mapping[str, bytes]) -> list[str]:
    """The files that are not the same on both sides. Workbooks of an evaluation have to say the same: LibreOffice saves
    other numbers for the axes of a chart every time, and those that were filled in on the page were saved by us."""
    said = dict(_fingerprints(page, command))

    def theirs(content: bytes) -> bytes:
        return _FINGERPRINT.sub(lambda found: said.get(found[0], found[0]), content)

    return [
        *sorted({*page} ^ {*command}),
        *(
            name
            for name in sorted({*page} & {*command})
            if page[name] != command[name] and not _is_same(name, page[name], command[name], theirs)
        ),
    ]


def _fingerprints(page: Mapping[str, bytes], command: Mapping[str, bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each fingerprint of the page's side with that of the other: of files, and of lines on record."""
    for name in {*page} & {*command}:
        pairs = [(page[name], command[name])]
        if name.endswith(".jsonl"):
            pairs += zip(page[name].splitlines(), command[name].splitlines(), strict=False)
        for mine, others in pairs:
            one, other = (hashlib.sha256(content).hexdigest().encode() for content in (mine, others))
            yield one, other
            yield one[:32], other[:32]


def _is_same(name: str, page: bytes, command: bytes, theirs: Callable[[bytes], bytes]) -> bool:
    if name.endswith(_FACTS):
        return _said(yaml.safe_load(page)) == _said(yaml.safe_load(command))
    if f"/{_EVALUATION}" in name:
        one, other = (usable(evaluation_bytes_read(content, Path(name), None)) for content in (page, command))
        return one.plan == other.plan and entries_of(one) == entries_of(other) and one.scores == other.scores
    if name.endswith((".docx", ".xlsx")):
        one, other = parts_of(page), parts_of(command)
        return [*one] == [*other] and all(theirs(one[part]) == other[part] for part in one)
    if name.endswith(".json"):  # the seal has facts in the order of their file
        return json.loads(theirs(page)) == json.loads(command)
    return theirs(page) == command


def _said(value: Any) -> Any:
    """What facts say: the number of a lot is 1, and so is what was typed as "1"."""
    if isinstance(value, dict):
        return {key: _said(one) for key, one in value.items()}
    return [_said(one) for one in value] if isinstance(value, list) else str(value)
