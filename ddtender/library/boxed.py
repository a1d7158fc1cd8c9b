"""What a package says of the library that it carries: which one it is, of which commit and release, file by file.

It is written where a package is built, and git can be asked; it is read where a package is installed, and there is no
git to ask. So it imports nothing that is not Python's own: a build has nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import namedtuple
from collections.abc import Mapping

from ddtender.library.places import DEFAULT_TEMPLATES, LIBRARY, MARKET_TEMPLATE, PROCEDURES, SCENARIOS

#: What a library is made of, but for the examples of procedures.
_WHOLE = (f"{LIBRARY}/", f"{SCENARIOS}/")
#: Read line by line, so that the line ends of Windows are the same text.
_TEXT = (".md", ".yaml", ".yml")
_SAID = re.compile(rb"""^(name|version):[ ]+(["']?)([^\r\n#"']+?)\2[ ]*(?:#.*)?\r?$""", re.MULTILINE)


class BoxFacts(namedtuple("BoxFacts", "name version commit moment release released files")):
    """The name and version of the library in a package; the commit that it is of ("" if that is not known) and when
    that was made, in seconds since 1970; the tag of the release that it is ("" if of none) and the commit of that; the
    SHA-256 of each file by its path."""

    name: str
    version: str
    commit: str
    moment: int
    release: str
    released: str
    files: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """What tells this library from every other one; see ``fingerprint``."""
        return _of_digests(self.files)


class NoBoxFacts(Exception):
    """What stands in the place of the facts is not what a build writes."""


def digest(path: str, content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal digits; of a text as it is with plain line ends."""
    plain = content.replace(b"\r\n", b"\n") if path.endswith(_TEXT) else content
    return hashlib.sha256(plain).hexdigest()


def is_of_library(path: str) -> bool:
    """Whether a file of a workspace is part of its library: the clauses with all that stands beside them, scenarios,
    the templates of the tender and the contract; not the examples of procedures."""
    return path in DEFAULT_TEMPLATES or (path.startswith(_WHOLE) and not path.startswith(f"{PROCEDURES}/"))


def fingerprint(files: Mapping[str, bytes]) -> str:
    """``sha256:`` and the digest of a whole library, from its files by path below the workspace.

    It is the SHA-256 of what ``sha256sum`` prints of these files and of the template of the market papers, in the order
    of their paths (LC_ALL=C).
    """
    return _of_digests({path: digest(path, content) for path, content in files.items()})


def _of_digests(digests: Mapping[str, str]) -> str:
    counted = (path for path in digests if is_of_library(path) or path == MARKET_TEMPLATE)
    lines = [f"{digests[path]}  {path}\n" for path in sorted(counted, key=str.encode)]
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"


def named(info: bytes) -> tuple[str, str]:
    """The name and the version in a library.yaml, "" for what is not there. Told without reading it as YAML."""
    found = {key: value.decode(errors="replace").strip() for key, _, value in reversed(_SAID.findall(info))}
    return found.get(b"name", ""), found.get(b"version", "")


def as_json(facts: BoxFacts) -> bytes:
    """The facts as a package carries them."""
    release = {"tag": facts.release, "commit": facts.released} if facts.release else None
    values = {
        "library": {"name": facts.name, "version": facts.version},
        "fingerprint": facts.fingerprint,
        "commit": facts.commit or None,
        "moment": facts.moment,
        "release": release,
        "files": dict(sorted(facts.files.items())),
    }
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def from_json(content: bytes) -> BoxFacts:
    """The facts that ``as_json`` has written. Raises NoBoxFacts."""
    try:
        said = json.loads(content)
        library, release, files = said["library"], said["release"] or {}, said["files"]
        texts = (library["name"], library["version"], said["commit"] or "", release.get("tag", ""))
        facts = BoxFacts(*texts[:3], said["moment"], texts[3], release.get("commit", ""), files)
        fits = all(isinstance(text, str) for text in (*texts, facts.released, *files, *files.values()))
        if not fits or not isinstance(facts.moment, int) or facts.fingerprint != said["fingerprint"]:
            raise NoBoxFacts
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoBoxFacts from None
    return facts
