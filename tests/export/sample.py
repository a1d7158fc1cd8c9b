"""A procurement whose notice is complete, and the same with any of its lines written otherwise."""

from __future__ import annotations

import re
from functools import cache

from ddtender.desk.pipeline import Request
from ddtender.desk.prepare import ground, prepare_on
from ddtender.export.notice import Notice, notice_of
from tests.documents import OURS, sources

PATH = "scenarios/procedures/notice.yaml"
COMPLETE = (OURS / "notice.yaml").read_text(encoding="utf-8")
#: The facts of the file by their dotted keys, and the line of each.
_GROUPS = ("authority", "notice", "review_body")


@cache
def _ground():
    return ground(sources().files)


def composed(text: str = COMPLETE, scenario: str | None = "high"):
    """What a procedure file of this text gives: ``.resolved``, and ``.diagnostics`` where it gives nothing."""
    return prepare_on(_ground(), Request(scenario, PATH), text.encode())


@cache
def notice(text: str = COMPLETE, scenario: str = "high") -> Notice:
    """The notice of a procedure file of this text, which has no error."""
    prepared = composed(text, scenario)
    assert prepared.resolved is not None, prepared.diagnostics
    return notice_of(prepared.resolved)


def without(key: str, text: str = COMPLETE) -> str:
    """The procedure file without a fact: "title", "notice.cpv.main", "authority.city"."""
    group, _, rest = key.partition(".")
    if not rest:
        return re.sub(rf"(?m)^{group}:.*\n", "", text)
    first, _, last = rest.partition(".")
    begins = re.search(rf"(?m)^{group}:\n", text)
    assert begins, key
    head, body = text[: begins.end()], text[begins.end() :]
    if last:
        return head + re.sub(rf"(?m)^(  {first}: \{{.*?)\b{last}: [^,}}\[]+(?:\[[^\]]*\])?(, )?", r"\1", body, count=1)
    return head + re.sub(rf"(?m)^  {first}:.*\n", "", body, count=1)


def with_line(key: str, value: str, text: str = COMPLETE) -> str:
    """The procedure file with another value for a fact that stands on a line of its own."""
    group, _, name = key.partition(".")
    pattern = rf"(?m)^({'  ' if name else ''}{name or group}:) .*$"
    begins = re.search(rf"(?m)^{group}:", text)
    assert begins and re.search(pattern, text[begins.start() :]), key
    return text[: begins.start()] + re.sub(
        pattern, lambda found: f"{found[1]} {value}", text[begins.start() :], count=1
    )
