"""Identifiers made from what a procurement is: the same reference and registration number always give the same ones."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

#: Which object of a procurement an identifier is for.
PROCEDURE, FIRST_NOTICE = "procedure", "notice 1"
AUTHORITY, REVIEW_BODY = "ORG-0001", "ORG-0002"


def identifier(what: str, reference: str, registration: str) -> str:
    """A UUID in the form of version 4, as eForms demands (BT-04, BT-701), made by SHA-256 instead of by chance."""
    parts = (what, reference, registration)
    digest = sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))
