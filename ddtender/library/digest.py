"""The fingerprint of plain values."""

from __future__ import annotations

import hashlib
import json

#: Fingerprints are shown and stored with this many hexadecimal digits (128 bits).
_LENGTH = 32


def digest(values: object) -> str:
    """The fingerprint of values as JSON has them: equal exactly if they are."""
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_LENGTH]
