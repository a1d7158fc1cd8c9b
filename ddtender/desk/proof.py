"""Proving a folder of documents against its manifest."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from ddtender import __version__
from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.pipeline import MANIFEST
from ddtender.diagnostics.formats import plain
from ddtender.history.release import Release
from ddtender.library.places import DEFAULT_TEMPLATES, PROCEDURES
from ddtender.manifest import sha256
from ddtender.stamp import Stamp
from ddtender.workspace.signatures import SIGNATURE, check_signature

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Proof(Struct):
    """What was found: one line a fact; ``rebuilt`` is None where the documents could not be made again.

    It holds if every output is untouched and was made again, and nothing else lies there: a manifest is only what
    somebody wrote, and whoever is sent a folder takes what is in it for proved.
    """

    lines: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    rebuilt: bool | None = None
    holds: bool = True

    def as_json(self) -> dict:
        return {"holds": self.holds, "outputs": self.outputs, "rebuilt": self.rebuilt, "notes": self.lines}

    def wrong(self, line: str) -> None:
        self.lines.append(line)
        self.holds = False


def prove(root: Path, folder: Path, signers: Path | None = None, sign_again: bool = False) -> Proof:
    """Compare every output with its SHA-256, then make the documents again from the commit.

    ``signers`` are the keys that a signature may be of (ssh-keygen(1), ALLOWED SIGNERS). ``sign_again``: a
    signature that is there does not count, as it is about to be replaced.
    """
    proof = Proof()
    files = door.read_folder(folder)
    manifest = _manifest(files.get(MANIFEST))
    if manifest is None:
        proof.wrong(f"{MANIFEST} is missing or is not a manifest of ddtender")
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
    for name in door.names_below(folder):
        if name not in {*manifest["outputs"], MANIFEST, SIGNATURE}:
            proof.wrong(f"{plain(name)}: not in the manifest; nothing is proved about it")
    for why in _impossible(manifest):
        proof.wrong(f"{MANIFEST}: {why}; no build of ddtender says so")
    if not sign_again:
        _signed(proof, files, signers)
    _rebuild(proof, root, manifest)
    return proof


def _impossible(manifest: dict) -> Iterator[str]:
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
    provisions = manifest.get("provisions")
    if any(one.get("state") != "approved" for one in provisions or () if isinstance(one, dict)):
        yield "a final document, but with provisions that are not approved"


def _signed(proof: Proof, files: Mapping[str, bytes], signers: Path | None) -> None:
    """What the signature beside the manifest is worth."""
    signature = files.get(SIGNATURE)
    if signature is None:
        if signers is not None:
            proof.wrong(f"{SIGNATURE}: missing; nobody has signed the manifest")
        return
    verdict = check_signature(files[MANIFEST], signature, signers)
    (proof.lines.append if verdict.holds else proof.wrong)(f"{SIGNATURE}: {verdict.said}")


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
        proof.wrong(f"not made again: {why}")

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
    usual = set(DEFAULT_TEMPLATES) - manifest["templates"].keys()  # an authority's own stood in their place
    files = {path: content for path, content in files.items() if path not in usual}
    for path, expected in manifest["templates"].items():
        template = _as_used(root, files, path, expected)
        if template is None:
            return cannot(f"the template {path} is not in the commit as it was used, nor in this folder")
        files[path] = template
    procedure = manifest["procedure"]
    found = _as_used(root, files, procedure["path"], procedure["sha256"]) if procedure else None
    if procedure and found is None:
        return cannot(f"the procedure {procedure['path']} is not at hand as it was used")
    files = {path: data for path, data in files.items() if not path.startswith(f"{PROCEDURES}/")}
    if found is not None:
        files[procedure["path"]] = found
    request = pipeline.Request(manifest["scenario"], procedure["path"] if procedure else None, manifest["final"])
    stamp = Stamp(manifest["final"], datetime.fromisoformat(manifest["moment"]), commit, notes=manifest["notes"])
    try:
        built = pipeline.build(files, request, stamp, tuple(manifest["templates"]), last=last)
    except pipeline.UnknownScenario as error:
        return cannot(str(error))
    if not built.documents:
        return cannot(f"commit {commit[:12]} gives no documents: {len(built.diagnostics)} findings stand against them")
    made = pipeline.whole_set(built, stamp, (procedure["path"], found) if found is not None else None)
    again = json.loads(made[MANIFEST])
    proof.rebuilt = again["outputs"] == manifest["outputs"]
    if other := [key for key in again if key != "outputs" and again[key] != manifest.get(key)]:
        proof.wrong(f"{MANIFEST}: {', '.join(other)}: not what commit {commit[:12]} says")
    if added := sorted(manifest.keys() - again.keys()):
        proof.wrong(f"{MANIFEST}: {', '.join(map(plain, added))}: no build of ddtender says so")
    if not repository.is_in_history(commit):
        proof.lines.append(f"commit {commit[:12]} is not in the history of what is checked out here")
    if proof.rebuilt:
        proof.lines.append(f"made again from commit {commit[:12]}: the same bytes")
    else:
        proof.wrong(f"made again from commit {commit[:12]}: not the same bytes")


def _last(repository: door.Repository, compared: dict | None) -> Release | None:
    """The release that the review page was compared with, by its commit: a tag can be moved."""
    if compared is None:
        return None
    return door.release_at(repository, compared["release"], repository.commit(compared["commit"]))


def _as_used(root: Path, files: Mapping[str, bytes], path: str, expected: str) -> bytes | None:
    """A procedure or a template as it was used: from the commit, or from the working tree."""
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
