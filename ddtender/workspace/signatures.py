"""Detached signatures over a manifest, by OpenSSH (ssh-keygen(1), -Y): no cryptography of our own.

A manifest names the digest of every output, so whoever signs it has signed them all. Keys are the ones that people
have for git and for servers; who may sign is said by the reader, in a file of his own.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from msgspec import Struct

from ddtender.workspace import programs
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.walking import read_bytes

SIGNATURE = "manifest.json.sig"
#: What a signature is for: one that was made for something else does not fit.
_NAMESPACE = "ddtender"
_PROGRAM = "ssh-keygen"
_SECONDS = 120
_ABSENT = "ssh-keygen is not installed, or is not in the PATH; it comes with OpenSSH"


class Verdict(Struct, frozen=True):
    """Whether a signature is what it must be, and what is to be said of it."""

    holds: bool
    said: str


def sign(manifest: bytes, key: Path) -> bytes:
    """The signature of a manifest by a private key, or by the public key of one that an agent holds. Raises
    WorkspaceError."""
    if not programs.find(_PROGRAM):
        raise WorkspaceError(_ABSENT)
    if key.exists() and not key.is_file():
        raise WorkspaceError(f"{key} cannot be read: it is not an ordinary file")
    signature = _asked("sign", ("-q", "-n", _NAMESPACE, "-f", str(key)), manifest)
    if not signature:
        raise WorkspaceError(
            f"ssh-keygen cannot sign with {key}: is it a key of OpenSSH, and was its passphrase right?"
        )
    return signature


def check_signature(manifest: bytes, signature: bytes, signers: Path | None) -> Verdict:
    """Whether a signature is one of this manifest and, where ``signers`` are named, of one of them. Raises
    WorkspaceError for signers that cannot be read."""
    trusted = b"" if signers is None else read_bytes(signers)
    if not programs.find(_PROGRAM):
        return Verdict(False, f"not checked: {_ABSENT}")
    with tempfile.TemporaryDirectory(prefix="ddtender-signature-") as folder:
        file = Path(folder) / SIGNATURE
        file.write_bytes(signature)
        about = ("-n", _NAMESPACE, "-s", str(file))
        if not _asked("check-novalidate", about, manifest):
            return Verdict(False, "not a signature of this manifest")
        if signers is None:
            return Verdict(True, "signed; --signers FILE says whether by somebody whom you trust")
        known = Path(folder) / "signers"
        known.write_bytes(trusted)
        names = (_asked("find-principals", ("-s", str(file), "-f", str(known)), b"") or b"").decode(errors="replace")
        for name in names.splitlines():
            if _asked("verify", (*about, "-f", str(known), "-I", name), manifest):
                return Verdict(True, f"signed by {name}")
    return Verdict(False, f"signed, but by nobody whom {signers} names")


def _asked(what: str, options: tuple[str, ...], given: bytes) -> bytes | None:
    return programs.run([_PROGRAM, "-Y", what, *options], os.environ, _SECONDS, given)
