"""Proving a folder of documents against its manifest."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from ddtender import __version__, pipeline
from ddtender import workspace as door
from ddtender.history.release import Release
from ddtender.outline import sha256
from ddtender.stamp import Stamp

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Proof(Struct):
    """What was found: one line a fact; ``rebuilt`` is None where the documents could not be made again."""

    lines: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    rebuilt: bool | None = None
    holds: bool = True

    def as_json(self) -> dict:
        return {"holds": self.holds, "outputs": self.outputs, "rebuilt": self.rebuilt, "notes": self.lines}

    def wrong(self, line: str) -> None:
        self.lines.append(line)
        self.holds = False


def prove(root: Path, folder: Path) -> Proof:
    """Compare every output with its SHA-256, then make the documents again from the commit, if that can be done."""
    proof = Proof()
    files = door.read_folder(folder)
    manifest = _manifest(files.get("manifest.json"))
    if manifest is None:
        proof.wrong("manifest.json is missing or is not a manifest of ddtender")
        return proof
    for name, expected in manifest["outputs"].items():
        if name not in files:
            proof.outputs[name] = "missing"
            proof.wrong(f"{name}: missing")
        elif sha256(files[name]) != expected:
            proof.outputs[name] = "altered"
            proof.wrong(f"{name}: altered since it was built")
        else:
            proof.outputs[name] = "untouched"
            proof.lines.append(f"{name}: untouched")
    _rebuild(proof, root, manifest)
    return proof


def _manifest(content: bytes | None) -> dict | None:
    """The manifest, if it has the keys and types that are needed; it may come from anybody."""
    try:
        found = json.loads(content or b"")
        library, procedure = found["library"], found["procedure"]
        texts = [found["scenario"], found["ddtender"], *_items(found["outputs"]), *_items(found["templates"])]
        texts += [procedure["path"], procedure["sha256"]] if procedure is not None else []
        compared = found.get("compared_with")
        texts += [compared["release"]] if compared is not None else []
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
            and moment.tzinfo is not None
            and 1980 <= moment.year < 2108  # what a Word file can say
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if fine else None


def _items(found: dict) -> list[object]:
    return [item for pair in found.items() for item in pair]


def _rebuild(proof: Proof, root: Path, manifest: dict) -> None:
    def cannot(why: str) -> None:
        proof.lines.append(f"not made again: {why}")

    commit, repository = manifest["library"]["commit"], door.open_repository(root)
    if commit is None or manifest["library"]["dirty"]:
        return cannot("it was built from sources that were not committed")
    if repository is None:
        return cannot(door.why_no_repository(root))
    if manifest["ddtender"] != __version__:
        return cannot(f"it was built by ddtender {manifest['ddtender']}, and this is {__version__}")
    try:
        files = repository.files(repository.commit(commit))
        last = _last(repository, manifest.get("compared_with"))
    except door.WorkspaceError as error:
        return cannot(str(error))
    for path, expected in manifest["templates"].items():
        if sha256(files.get(path, b"")) != expected:
            return cannot(f"the template {path} is not in the commit as it was used")
    procedure = manifest["procedure"]
    if procedure:
        found = _procedure(root, files, procedure["path"], procedure["sha256"])
        if found is None:
            return cannot(f"the procedure {procedure['path']} is not at hand as it was used")
        files = {path: data for path, data in files.items() if not path.startswith("scenarios/procedures/")}
        files[procedure["path"]] = found
    else:
        files = {path: data for path, data in files.items() if not path.startswith("scenarios/procedures/")}
    request = pipeline.Request(manifest["scenario"], procedure["path"] if procedure else None, manifest["final"])
    stamp = Stamp(manifest["final"], datetime.fromisoformat(manifest["moment"]), commit, notes=manifest["notes"])
    try:
        built = pipeline.build(files, request, stamp, tuple(manifest["templates"]), last=last)
    except pipeline.UnknownScenario as error:
        return cannot(str(error))
    again = {name: sha256(content) for name, content in built.documents.items()}
    proof.rebuilt = bool(again) and again == manifest["outputs"]
    if proof.rebuilt:
        proof.lines.append(f"made again from commit {commit[:12]}: the same bytes")
    else:
        proof.wrong(f"made again from commit {commit[:12]}: not the same bytes")


def _last(repository: door.Repository, compared: dict | None) -> Release | None:
    """The release that the review page was compared with, by its commit: a tag can be moved."""
    if compared is None:
        return None
    return door.release_at(repository, compared["release"], repository.commit(compared["commit"]))


def _procedure(root: Path, files: dict[str, bytes], path: str, expected: str) -> bytes | None:
    """The procedure as it was used: from the commit, or from the working tree."""
    if path in files and sha256(files[path]) == expected:
        return files[path]
    there = root / os.path.expanduser(path)
    if not there.is_file():  # the manifest may name a device, which has no end
        return None
    try:
        content = door.read_bytes(there)
    except door.WorkspaceError:
        return None
    return content if sha256(content) == expected else None
