"""Where the contract of a Contractor is handed over: how its folder is called, and what may be there already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.library.places import CONTRACTS_STEP, slug

CONTRACT = "contract.docx"


def folder_of(lot: str, contractor: str) -> str:
    """How the folder of a contract is called: LOT-NAME, or the name alone where there are no lots."""
    return f"{lot}-{slug(contractor)}" if lot else slug(contractor)


def is_free(place: Path) -> bool:
    """Whether a folder can be made at ``place``: nothing is there, or a folder with nothing in it. Raises
    WorkspaceError where nobody can look into it."""
    if place.is_dir() and not place.is_symlink():
        return not door.names_below(place)
    return not place.exists() and not place.is_symlink()


def made_before(folder: Path, wanted: Mapping[str, bytes]) -> frozenset[str]:
    """Which of the contracts that are ``wanted`` and not on record (the bytes of each by the name of its folder) an
    award has made that was stopped before it could put them there. Raises Misused where anything else is in the place
    of one, which was never handed over: a folder is landed whole or not at all."""
    there = {name: content for name, content in wanted.items() if not is_free(folder / CONTRACTS_STEP / name)}
    other = {name: _other(folder / CONTRACTS_STEP / name, content) for name, content in there.items()}
    if told := [f"{CONTRACTS_STEP}/{name} {why}" for name, why in other.items() if why]:
        why = "what lies there was not handed over. Move it elsewhere; nothing was written."
        raise Misused(f"{'; '.join(told)}: {why}", "DIR")
    return frozenset(there)


def _other(place: Path, contract: bytes) -> str:
    """Why what is at ``place`` is not what an award makes of a contract with these bytes; empty where it is."""
    if not place.is_dir() or place.is_symlink():
        return "is no folder"
    path = place / CONTRACT
    if not path.is_file() or path.is_symlink():
        return f"has no {CONTRACT}"
    return "" if door.read_bytes(path) == contract else f"has another {CONTRACT} than the one that is to be handed over"
