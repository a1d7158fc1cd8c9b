"""Reading a manifest that may come from anybody: what it must have, and what no build says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ddtender.diagnostics.formats import plain
from ddtender.words import SOURCE
from ddtender.workspace.objects import FIRST_YEAR, LAST_YEAR

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class NoManifest(Exception):
    """What was read is no manifest of ddtender, in words; empty where there is nothing more to say."""


def tag_in(manifest: Mapping[str, Any]) -> str:
    """The authentic language of what a manifest lists; the library's own where it says nothing of languages."""
    return str((manifest.get("languages") or [SOURCE])[0])


def read_manifest(content: bytes | None) -> dict:
    """The manifest, if it has the keys and types that are needed. Raises NoManifest."""
    try:
        found = json.loads(content or b"", object_pairs_hook=_once)
        library, procedure = found["library"], found["procedure"]
        texts = [found["scenario"], found["ddtender"], *_items(found["outputs"]), *_items(found["templates"])]
        texts += [procedure["path"], procedure["sha256"]] if procedure is not None else []
        compared = found.get("compared_with")
        texts += [compared["release"]] if compared is not None else []
        record = found.get("record")  # before there were records, no manifest named one
        texts += [library.get("release") or ""]  # of a draft nobody asks which release it is of
        texts += [record["path"], record["sha256"]] if record is not None else []
        texts += [text for one in found.get("others", ()) for text in (one["id"], one["fingerprint"])]
        moment = datetime.fromisoformat(found["moment"])
        found.setdefault("notes", False)  # before there were notes, nobody had to say that there are none
        fine = (
            all(isinstance(text, str) and text.isprintable() for text in texts)
            and found["outputs"]
            and not any("/" in name or "\\" in name for name in found["outputs"])
            and isinstance(library["dirty"], bool)
            and isinstance(found["final"], bool)
            and isinstance(found["notes"], bool)
            and (library["commit"] is None or _COMMIT.fullmatch(library["commit"]))
            and (compared is None or _COMMIT.fullmatch(compared["commit"]))
            and (record is None or (type(record["entries"]) is int and record["entries"] > 0))
            and moment.tzinfo is not None
            and FIRST_YEAR <= moment.year <= LAST_YEAR
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoManifest from None
    if not fine:
        raise NoManifest
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object, each of whose keys stands there once: of two, some readers take the first, and others the last."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise NoManifest(f"it says '{plain(key)}' twice")
        found[key] = value
    return found


def _items(found: dict) -> list[object]:
    return [item for pair in found.items() for item in pair]


def impossible(manifest: dict) -> Iterator[str]:
    """What no build writes, so that somebody else must have written it."""
    library = manifest["library"]
    if library["commit"] is None and library["dirty"]:
        yield "sources that differ from a commit, but no commit"
    if not manifest["final"]:
        return
    if library["commit"] is None or library["dirty"]:
        yield "a final document, but sources that are not those of a commit"
    if manifest["notes"]:
        yield "a final document, but with drafting notes"
    for listed, named in (("provisions", "provisions"), ("others", "texts beside them")):
        if any(one.get("state") != "approved" for one in manifest.get(listed) or () if isinstance(one, dict)):
            yield f"a final document, but with {named} that are not approved"
