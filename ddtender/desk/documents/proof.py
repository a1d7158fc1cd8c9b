"""Proving a folder of documents against its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.documents.rebuilding import (
    Inputs,
    NotAgain,
    against_now,
    compared_otherwise,
    differences,
    inputs,
    made_again,
    moment_otherwise,
    release_otherwise,
)
from ddtender.desk.documents.used import Given
from ddtender.desk.folder.manifests import NoManifest, impossible, read_manifest
from ddtender.desk.pipeline import MANIFEST
from ddtender.diagnostics.formats import plain
from ddtender.library.places import PROCEDURE_FILE
from ddtender.manifest import sha256
from ddtender.procurement.sealed import BESIDE, OF_NOTICE, SEAL, read_seal
from ddtender.workspace.files import is_litter
from ddtender.workspace.signatures import SIGNATURE, check_signature


class Proof(Struct):
    """What was found: one line a fact; ``rebuilt`` is None where the documents could not be made again.

    It holds if every output is untouched and was made again, and nothing else lies there: a manifest is only what
    somebody wrote, and whoever is sent a folder takes what is in it for proved. ``outside`` are the sources that stand
    in no commit, with their SHA-256: of those nothing is proved but that they had it.
    """

    lines: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    rebuilt: bool | None = None
    holds: bool = True
    outside: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict:
        return {
            "holds": self.holds,
            "outputs": self.outputs,
            "rebuilt": self.rebuilt,
            "outside": self.outside,
            "notes": self.lines,
        }

    def say(self, line: str) -> None:
        self.lines.append(line)

    def wrong(self, line: str) -> None:
        self.lines.append(line)
        self.holds = False


def prove(
    root: Path, folder: Path, signers: Path | None = None, sign_again: bool = False, given: Given | None = None
) -> Proof:
    """Compare every output with its SHA-256, then make the documents again from the commit.

    ``signers`` are the keys that a signature may be of (ssh-keygen(1), ALLOWED SIGNERS). ``sign_again``: a
    signature that is there does not count, as it is about to be replaced. ``given`` is where sources are that stand
    outside the workspace.
    """
    proof = Proof()
    files, links = door.read_folder(folder), door.links_in(folder)
    try:
        manifest = read_manifest(None if MANIFEST in links else files.get(MANIFEST))
    except NoManifest as error:
        proof.wrong(f"{MANIFEST} is missing or is not a manifest of ddtender{f': {error}' if str(error) else ''}")
        return proof
    for name, expected in manifest["outputs"].items():
        if name in links:
            proof.outputs[name] = "link"
            proof.wrong(f"{name}: a link; what it leads to is not in the folder, and can be another tomorrow")
        elif name not in files:
            proof.outputs[name] = "missing"
            proof.wrong(f"{name}: missing")
        elif sha256(files[name]) != expected:
            proof.outputs[name] = "altered"
            proof.wrong(f"{name}: altered since it was built")
        else:
            proof.outputs[name] = "untouched"
            proof.say(f"{name}: untouched")
    sealed = _sealed(proof, files, links)
    for name in door.names_below(folder):
        if name not in links and is_litter(name):
            proof.say(f"{plain(name)}: left there by a file manager; nothing of it was looked at")
        elif name not in {*manifest["outputs"], *sealed, MANIFEST, SIGNATURE}:
            proof.wrong(f"{plain(name)}: not in the manifest; nothing is proved about it")
    for why in impossible(manifest):
        proof.wrong(f"{MANIFEST}: {why}; no build of ddtender says so")
    if not sign_again:
        _signed(proof, files, links, signers)
    try:
        facts = folder / PROCEDURE_FILE if PROCEDURE_FILE in sealed else None
        wanted = given or Given()
        wanted = replace(wanted, procedure=wanted.procedure or facts, sealed=folder if sealed else None)
        sealed_notice = {name: files[name] for name in OF_NOTICE & sealed if name in files}
        _rebuild(proof, inputs(root, manifest, wanted), manifest, files[MANIFEST], sealed_notice)
    except NotAgain as error:
        for line in error.lines:
            proof.wrong(line)
        proof.wrong(f"not made again: {error}")
    except door.WorkspaceError as error:
        proof.wrong(f"not made again: {error}")
    return proof


def _sealed(proof: Proof, files: Mapping[str, bytes], links: set[str]) -> set[str]:
    """The files that were sealed with a set when it was issued: none of them is made again, but what they are made from
    and show is in the folder."""
    seal = read_seal(None if SEAL in links else files.get(SEAL))
    if seal is None:
        return set()
    for name in seal.files:
        if name in links or name not in files or sha256(files[name]) != seal.files[name]:
            proof.wrong(f"{name}: not as it was sealed when set {seal.number} was issued")
        elif name in BESIDE - OF_NOTICE:
            proof.say(f"{name}: as it was sealed, and not made again")
    proof.say(f"{SEAL}: set {seal.number}, issued on {seal.on} by {plain(seal.by)}, {plain(seal.role)}")
    return {SEAL, *(BESIDE & seal.files.keys())}


def _signed(proof: Proof, files: Mapping[str, bytes], links: set[str], signers: Path | None) -> None:
    """What the signature beside the manifest is worth."""
    signature = files.get(SIGNATURE)
    if signature is None or SIGNATURE in links:
        if signers is not None:
            proof.wrong(f"{SIGNATURE}: missing; nobody has signed the manifest")
        elif signature is not None:
            proof.wrong(f"{SIGNATURE}: a link; what it leads to is not in the folder")
        return
    verdict = check_signature(files[MANIFEST], signature, signers)
    (proof.lines.append if verdict.holds else proof.wrong)(f"{SIGNATURE}: {verdict.said}")


def _rebuild(proof: Proof, made_from: Inputs, manifest: dict, written: bytes, notice: Mapping[str, bytes]) -> None:
    """Make the documents again, and the files that were sealed of the ``notice``. Of a final one all must hold that
    `build --final` asks; of a draft it is told."""
    final, commit = manifest["final"], f"commit {made_from.commit[:12]}"
    objection = proof.wrong if final else proof.say
    for line in made_from.told:
        proof.say(line)
    proof.outside = made_from.outside
    if final and (own := sorted(proof.outside.keys() & manifest["templates"].keys())):
        proof.wrong(f"{MANIFEST}: a final document, but with templates of no commit: {', '.join(own)}")
    now = door.history(made_from.repository.root, made_from.files, made_from.commit)
    again = made_again(made_from, manifest.get("compared_with"), now, bool(notice))
    for name in sorted(notice):
        if again.get(name) == notice[name]:
            proof.say(f"{name}: as it was sealed, and made again from the commit")
        else:
            proof.wrong(f"{name}: not what the commit and the facts give")
    for difference in differences(manifest, written, again[MANIFEST]):
        proof.wrong(f"{MANIFEST}: {difference}")
    if now.unknown:
        objection(f"what it was compared with is not known to be the last release: {now.unknown}")
    elif said := compared_otherwise(made_from, manifest.get("compared_with"), now):
        objection(f"{MANIFEST}: {said}")
    if said := release_otherwise(made_from, now):
        objection(f"{MANIFEST}: {said}")
    if said := moment_otherwise(made_from):
        objection(f"{MANIFEST}: {said}")
    for finding in against_now(made_from, now) if final else ():
        proof.wrong(f"it would be refused now: {finding}")
    if not made_from.repository.is_in_history(made_from.commit):
        way = (
            f"; `git branch --all --contains {made_from.commit[:12]}` lists the branches that have it" if final else ""
        )
        objection(f"{commit} is not in the history of what is checked out here{way}")
    proof.rebuilt = json.loads(again[MANIFEST])["outputs"] == manifest["outputs"]
    beside = ", with what stands in no commit" if proof.outside else ""
    if proof.rebuilt:
        proof.say(f"made again from {commit}{beside}: the same bytes")
    else:
        proof.wrong(f"made again from {commit}{beside}: not the same bytes")
