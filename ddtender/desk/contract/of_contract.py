"""What has changed in the library since a contract was made, for this one contract."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk.approving.standing import known_of
from ddtender.desk.documents.used import as_used
from ddtender.desk.errors import Misused
from ddtender.desk.folder.manifests import NoManifest, read_manifest, tag_in
from ddtender.desk.pipeline import MANIFEST
from ddtender.desk.sources import market_template, template_errors
from ddtender.history.fingerprint import Fingerprints
from ddtender.history.of_contract import ContractSince, LibraryThen, Listed, OtherKept, ProvisionKept, kept_since
from ddtender.library.loader import load, load_procedure
from ddtender.model import Library
from ddtender.words import Language

_FACTS = ("title", "reference", "authority.name")
_OPTION = "--contract"


def contract_since(root: Path, path: Path, at: str | None = None, templates: Path | None = None) -> ContractSince:
    """What the library of the working tree, or of the revision ``at``, has in the place of what the manifest at a path
    lists. Raises Misused, Refused, WorkspaceError."""
    file = path / MANIFEST if path.is_dir() else path
    manifest, listed, others = _read(file)
    commit, repository = manifest["library"]["commit"], door.open_repository(root)
    if commit is None or manifest["library"]["dirty"]:
        raise Misused(
            f"{file}: it was built from sources that were not committed; only its documents know them", _OPTION
        )
    if repository is None:
        raise Misused(f"{file}: {door.why_no_repository(root)}", _OPTION)
    then, _ = load(repository.files(repository.commit(commit)), languages=False)
    _hold_to_commit(file, listed, then)
    known = known_of(root, templates, at)
    there = known.revision or door.revision(root, known.sources)
    now = LibraryThen(known.library.info.version, at or _named(there), there.moment.date() if at else door.today())
    facts = _facts(repository, commit, manifest["procedure"])
    return ContractSince(
        LibraryThen(
            manifest["library"].get("version", ""), commit[:12], datetime.fromisoformat(manifest["moment"]).date()
        ),
        now,
        manifest["scenario"],
        facts,
        kept_since(listed, then, known.library, known.provisions),
        tuple(OtherKept(one, known.others.get(one.id)) for one in others if _is_compared(one, known.others)),
        tag_in(manifest),
    )


def letter(root: Path, since: ContractSince, words: Language) -> bytes:
    """The letter to whoever manages the contract, as a Word document in a language; what it quotes of the library is in
    the library's own. Raises WorkspaceError."""
    from ddtender.contract.letter import as_word

    with template_errors():
        return as_word(since, market_template(root), words)


def _named(revision: door.Revision) -> str:
    if revision.commit is None:
        return "working tree"
    return f"{revision.commit[:12]}{' with changes that are not committed' if revision.dirty else ''}"


def _is_compared(one: Listed, others: Container[str]) -> bool:
    """An authority's own templates may lie elsewhere, and then nothing is known of them."""
    return not one.id.startswith("template.") or one.id in others


def _read(file: Path) -> tuple[dict, list[Listed], list[Listed]]:
    """A manifest, and what it lists. Raises Misused where it is none."""
    try:
        manifest = read_manifest(door.read_bytes(file))
        return manifest, _listed(manifest["provisions"]), _listed(manifest.get("others", ()))
    except (NoManifest, KeyError, TypeError, ValueError, AttributeError) as error:
        said = f": {error}" if isinstance(error, NoManifest) and str(error) else ""
        raise Misused(f"{file} is not a manifest of ddtender{said}", _OPTION) from None


def _listed(rows: Iterable[dict]) -> list[Listed]:
    """Raises TypeError, KeyError, ValueError for what no build writes."""
    found = []
    for row in rows:
        approval = row["approval"] or {"reviewer": "", "role": "", "on": None}
        number = row.get("number")
        texts = (row["id"], row["fingerprint"], row.get("version", ""), str(number) if type(number) is int else "")
        texts += (row.get("kind", ""), approval["reviewer"], approval["role"] or "")
        if not all(isinstance(text, str) and text.isprintable() for text in texts):
            raise TypeError
        found.append(Listed(*texts, on=date.fromisoformat(approval["on"]) if approval["on"] else None))
    return found


def _hold_to_commit(file: Path, listed: Iterable[Listed], then: Library) -> None:
    """Raises Misused where a manifest does not say what its commit says: then it is not that of a contract."""
    fingerprints = Fingerprints(then)
    for one in listed:
        provision = then.by_id.get(one.id)
        if provision is None or (provision.version, fingerprints.of(provision)) != (one.version, one.fingerprint):
            told = f"'{one.id}' {one.version} is not what its commit has under this name"
            raise Misused(f"{file}: {told}; `ddtender verify` tells more", _OPTION)


def _facts(repository: door.Repository, commit: str, procedure: dict | None) -> dict[str, str]:
    """The title of a procurement and the like, if its procedure file is here as it was used."""
    if procedure is None:
        return {}
    used = as_used(repository, (commit,), procedure["path"], procedure["sha256"], None)
    read = load_procedure(procedure["path"], used.content)[0] if used else None
    return {key: str(read.facts[key][0]) for key in _FACTS if key in read.facts} if read else {}


def as_json(since: ContractSince) -> dict:
    """Plain values: for every provision its wording in the contract, who had approved it, and what has changed."""
    return {
        "scenario": since.scenario,
        **{key: since.facts.get(name) for key, name in zip(("title", "reference", "authority"), _FACTS, strict=True)},
        "then": _side(since.then),
        "now": _side(since.now),
        "provisions": [
            {
                **_row(one.listed),
                "number": one.listed.number,
                "version": one.listed.version,
                "title": one.provision.title,
                "wording": "\n".join(one.wording),
                "change": _change(one),
                "split_into": list(one.split_into),
            }
            for one in since.provisions
        ],
        "others": [
            {**_row(one.listed), "change": ("changed" if one.now else "removed") if one.changed else None}
            for one in since.others
        ],
    }


def _side(side: LibraryThen) -> dict:
    return {"version": side.version, "revision": side.revision, "date": side.on.isoformat()}


def _row(listed: Listed) -> dict:
    return {
        "id": listed.id,
        "fingerprint": listed.fingerprint,
        "reviewer": listed.by or None,
        "role": listed.role or None,
        "date": listed.on.isoformat() if listed.on else None,
    }


def _change(one: ProvisionKept) -> dict | None:
    if one.change is None:
        return None
    return {
        "what": one.change.what,
        "id": one.change.id if one.now else None,
        "version": one.change.new_version,
        "state": one.now.state.value if one.now else None,
        "parts": {part.name: [list(piece) for piece in part.pieces] for part in one.change.parts},
        "reasons": [{"version": c.version, "date": c.on.isoformat(), "why": c.why} for c in one.change.reasons],
    }
