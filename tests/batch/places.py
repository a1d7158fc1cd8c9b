"""Batches as a user runs them, and what they leave behind."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from tests.commands import approved_workspace, ddtender
from tests.decisions import decide_all

WHOLE = {"tender.docx", "contract.docx", "manifest.json", "evaluation.xlsx", "kpi-register.xlsx"}
POINTS = "{award.component-transparency: 7, award.due-diligence-processes: 8}"


def procedure(title: str, points: str = POINTS, more: str = "") -> str:
    return f"title: {title}\naward: {{price: 60, other_quality: 25, points: {points}}}\n{more}"


def procedures(folder: Path, *names: str) -> Path:
    """A folder of sound procedures of scenario high."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.yaml").write_text(procedure(f"Laptops for {name}"), encoding="utf-8")
    return folder


def decided(folder: Path, *files: Path) -> Path:
    """A folder with copies of these procedures, and beside each the record of all that its procurement decides."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        decide_all(approved_workspace(), Path(shutil.copy(file, folder / file.name)))
    return folder


def batch(workspace: Path, *arguments: object, code: int = 0, **environment: str) -> subprocess.CompletedProcess:
    done = ddtender("--workspace", workspace, "batch", *arguments, cwd=workspace, **environment)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def reported(workspace: Path, *arguments: object, code: int = 0) -> dict:
    """What a batch says of itself in JSON; ``statuses`` by procedure is added."""
    report = json.loads(batch(workspace, *arguments, "--format", "json", code=code).stdout)
    report["statuses"] = {Path(row["procedure"]).stem: row["status"] for row in report["procedures"]}
    return report


def set_in(folder: Path) -> dict[str, bytes]:
    """The files that a user sees."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def sets_in(output: Path) -> dict[str, dict[str, bytes]]:
    """Those of every procedure that has been built."""
    return {manifest.parent.name: set_in(manifest.parent) for manifest in sorted(output.glob("[!.]*/manifest.json"))}


def is_whole(files: dict[str, bytes]) -> bool:
    """Whether a set has a manifest, and everything in it is as the manifest says."""
    manifest = json.loads(files["manifest.json"])
    stated = manifest["outputs"]
    found = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    return stated == found and set(files) >= WHOLE
