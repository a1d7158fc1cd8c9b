"""The official rules of eForms and OCDS, where they are at hand: test data that no export needs.

They are looked for in the folder that DDTENDER_STANDARDS names, else in `../shared/standards` beside the checkout.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from jsonschema import Draft4Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from lxml import etree

from tests.export.schematron import Failed, Schematron
from tests.tools import ROOT

STANDARDS = Path(os.environ.get("DDTENDER_STANDARDS") or ROOT.parent / "shared/standards")
EFORMS = STANDARDS / "eforms-sdk-1.15.1"
OCDS = STANDARDS / "ocds-1.1.5"
#: Why a test is skipped.
ABSENT = f"the official rules are not at hand: no folder {STANDARDS} (DDTENDER_STANDARDS names another)"


#: RFC 3339, section 5.6.
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
#: The characters of RFC 3986.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")


def at_hand() -> bool:
    return EFORMS.is_dir() and OCDS.is_dir()


@functools.cache
def _rules() -> Schematron:
    return Schematron(EFORMS / "schematrons/static/complete-validation.sch", "eforms-16")


@functools.cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(EFORMS / "schemas/maindoc/UBL-ContractNotice-2.3.xsd"))


def rule_findings(notice: bytes) -> list[Failed]:
    """What the Schematron rules for subtype 16 find wrong."""
    return _rules().failed(notice)


def schema_findings(notice: bytes) -> list[str]:
    """What the XML Schema finds wrong."""
    schema = _schema()
    schema.validate(etree.fromstring(notice))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def notice_findings(notice: bytes) -> list[str]:
    """All that the official rules have against a notice."""
    return schema_findings(notice) + [f"{found.id} {found.path}" for found in rule_findings(notice)]


@functools.cache
def fields() -> dict[str, dict]:
    """The fields of the SDK by their ids."""
    return {f["id"]: f for f in json.loads((EFORMS / "fields/fields.json").read_text(encoding="utf-8"))["fields"]}


def package_findings(package: bytes) -> list[str]:
    """What the schema of packages, the strict schema of releases and all codelists have against a release package."""
    read = json.loads(package)
    found = [f"{error.json_path}: {error.message}" for error in _package_validator().iter_errors(read)]
    return found + [finding for release in read.get("releases", []) for finding in release_findings(release)]


def release_findings(release: dict) -> list[str]:
    """What the strict schema of OCDS and its codelists, open ones too, have against a release."""
    return [f"{error.json_path}: {error.message}" for error in _release_validator().iter_errors(release)]


@functools.cache
def _package_validator() -> Draft4Validator:
    path = OCDS / "standard-1__1__5/schema/release-package-schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["properties"]["releases"]["items"] = {}  # elsewhere, and by the strict schema
    return Draft4Validator({**schema, "additionalProperties": False}, format_checker=_formats())


@functools.cache
def _release_validator():
    codes: dict[str, list[str]] = json.loads((OCDS / "merged/codelists.json").read_text(encoding="utf-8"))
    schema = json.loads((OCDS / "merged/release-schema-strict.json").read_text(encoding="utf-8"))

    def of_codelist(_validator, name: str, value: object, _schema: dict) -> Iterator[ValidationError]:
        for code in value if isinstance(value, list) else [value]:
            if code is not None and code not in codes[name]:
                yield ValidationError(f"{code!r} is not in {name}")

    return extend(Draft4Validator, {"codelist": of_codelist})(schema, format_checker=_formats())


def _formats() -> FormatChecker:
    """Formats of JSON Schema that OCDS uses, by the letter; jsonschema's own need further packages and pass without."""
    formats = FormatChecker(())
    formats.checks("date-time", raises=ValueError)(lambda text: _DATE_TIME.fullmatch(str(text)) and _moment(text))
    formats.checks("uri", raises=ValueError)(lambda text: bool(_URI.fullmatch(str(text)) and urlsplit(text).scheme))
    return formats


def _moment(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None


def manifest() -> str:
    """SHA-256 over all files of the official rules: their paths and contents in order."""
    digest = sha256()
    for path in sorted(file for folder in (EFORMS, OCDS) for file in folder.rglob("*") if file.is_file()):
        digest.update(f"{path.relative_to(STANDARDS).as_posix()}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
