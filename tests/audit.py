"""Ask for known faults of the pinned libraries (`make audit`). What nobody answered for is said, never called clean."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tests.tools import ROOT

PINS = ROOT / ".requirements" / "page.txt"
SECONDS = 180
# pip-audit needs pip, which .venv/ does not keep: it runs in an environment of its own, with hashes.
_ENVIRONMENT = ("run", "--quiet", "--no-project", "--isolated", "--with-requirements", ".requirements/audit.txt")
_ASK = (
    "pip-audit",
    "--disable-pip",
    "--require-hashes",
    "--format",
    "json",
    "--progress-spinner",
    "off",
    "-r",
    str(PINS),
)


def pinned(text: str) -> set[tuple[str, str]]:
    """Name and version of every pin; some have another version for another Python."""
    return {(_name(name), version) for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)}


def judge(pins: set[tuple[str, str]], answer: str, errors: str = "") -> tuple[list[str], list[str]]:
    """Known faults, and what was not audited with why, from what pip-audit wrote."""
    try:
        told: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (errors.strip().splitlines() or ["no answer"])[-1]
        return [], [f"not audited: all {len(pins)} pins ({why})"]
    heard = {(_name(one["name"]), one["version"]) for one in told if "skip_reason" not in one and "vulns" in one}
    skipped = [(_name(one["name"]), one["skip_reason"]) for one in told if "skip_reason" in one]
    faults = [line for one in told for line in _faults(one)]
    silent = []
    for name, version in sorted(pins - heard):
        # A skipped one comes without its version, but for the reason.
        reasons = [why for other, why in skipped if other == name and version in why]
        why = reasons[0] if reasons else "not for this Python or system, or no answer"
        silent.append(f"not audited: {name} {version} ({why})")
    return faults, silent


def _faults(one: dict[str, Any]) -> Iterator[str]:
    for fault in one.get("vulns", ()):
        mended = ", ".join(fault.get("fix_versions", ())) or "no version yet"
        yield f"known fault: {one['name']} {one['version']}: {fault['id']} (mended in: {mended})"


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def main() -> int:
    uv = ROOT / ".venv/bin/uv"
    command = [str(uv), *_ENVIRONMENT, "--python", str(ROOT / ".venv/bin/python"), *_ASK]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
        answer, errors = done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        answer, errors = "", f"no answer within {SECONDS} seconds"
    pins = pinned(PINS.read_text(encoding="utf-8"))
    faults, silent = judge(pins, answer, errors)
    print(*faults, *silent, sep="\n", end="\n" if faults or silent else "")
    print(f"{len(pins)} pins, {len(faults)} known faults" + (", not all audited: see above" if silent else ""))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
