"""The files of stamps and decisions, as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ddtender.model import Approval, Decision


def review_file(review: Approval) -> str:
    """The file of a stamp."""
    return "\n".join(_review(review)) + "\n"


def _review(review: Approval) -> Iterator[str]:
    yield f"id: {review.id}"
    if review.version:
        yield f"version: {review.version}"
    yield f'fingerprint: "{review.fingerprint}"'
    yield f"reviewer: {_quoted(review.reviewer)}"
    yield f"date: {review.on.isoformat()}"
    for key, text in (("role", review.role), ("jurisdiction", review.jurisdiction)):
        if text:
            yield f"{key}: {_quoted(text)}"
    if review.valid_until:
        yield f"valid_until: {review.valid_until.isoformat()}"
    if review.conditions:
        yield from ("conditions:", *(f"  - {_quoted(text)}" for text in review.conditions))
    for key, text in (("author", review.author), ("waived", review.waived)):
        if text:
            yield f"{key}: {_quoted(text)}"
    if review.references:
        yield from ("references:", *(f'  {id_}: "{print_}"' for id_, print_ in review.references.items()))


def decisions_file(before: bytes | None, about: str, made: Iterable[Decision]) -> bytes:
    """The file of a provision's decisions with more of them at its end: what stood there stands there still."""
    kept = before or f"id: {about}\ndecisions:\n".encode()
    kept = kept if kept.endswith(b"\n") else kept + b"\n"
    return kept + "".join(f"{line}\n" for one in made for line in _decision(one)).encode()


def _decision(one: Decision) -> Iterator[str]:
    yield f"  - question: {_quoted(one.question)}"
    yield f'    asked: "{one.asked}"'
    yield f'    of: "{one.of}"'
    yield f"    version: {one.version}"
    yield f"    answer: {_quoted(one.answer)}"
    yield f"    by: {_quoted(one.by)}"
    yield f"    role: {_quoted(one.role)}"
    yield f"    date: {one.on.isoformat()}"
    yield f"    why: {_quoted(one.why)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
