"""What a build of the package adds to it (hatchling's custom build hook): the clause library, and what is known of it.

A wheel carries the library in ``ddtender/box/``. Beside it ``box.json`` says which it is, as there is no git where it
is installed. A source distribution has that file too, so that a wheel made of it is the same, byte for byte; it is
believed as long as every file is the one that it lists. Nothing is said that git does not say here and now.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PARTS = ("clause_library", "scenarios", "templates")
_FACTS = ".packaging/box.json"
#: What may go on in a release, and is compared with nothing.
_FREE = (":(exclude)clause_library/reviews", ":(exclude)clause_library/decisions", ":(exclude)scenarios/procedures")
_FIXED = ("clause_library", "scenarios", "templates/tender.docx", "templates/contract.docx")


class BoxHook(BuildHookInterface):
    """Puts the library of the checkout, or of the source distribution, into what is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return  # it runs from the checkout, and the library beside it is the one that it has
        self._made = tempfile.TemporaryDirectory(prefix="ddtender-box-")
        facts = Path(self._made.name) / "box.json"
        facts.write_bytes(facts_of(Path(self.root)))
        included = build_data["force_include"]
        if self.target_name == "sdist":
            included[str(facts)] = _FACTS
            return
        included[str(facts)] = "ddtender/box/box.json"
        for path in files_of(Path(self.root)):
            included[os.path.join(self.root, path)] = f"ddtender/box/{path}"

    def finalize(self, version: str, build_data: dict, artifact_path: str) -> None:
        if version != "editable":
            self._made.cleanup()


def files_of(root: Path) -> list[str]:
    """The files of the library by path, without those of editors and systems."""
    found = []
    for part in _PARTS:
        for parent, folders, names in os.walk(root / part):
            folders[:] = [name for name in folders if not name.startswith(".")]
            paths = (Path(parent, name) for name in names if not name.startswith((".", "~")))
            found += [path.relative_to(root).as_posix() for path in paths]
    return sorted(found)


def facts_of(root: Path) -> bytes:
    """``box.json`` for the library in a checkout or in a source distribution."""
    sys.path.insert(0, str(root))  # our own modules, of which the ones used here need no other library
    try:
        from ddtender.library.boxed import BoxFacts, NoBoxFacts, as_json, digest, from_json, named
        from ddtender.library.release_tags import prefix_in
    finally:
        sys.path.remove(str(root))
    contents = {path: (root / path).read_bytes() for path in files_of(root)}
    digests = {path: digest(path, content) for path, content in contents.items()}
    listed = root / _FACTS
    if listed.is_file():
        try:
            if from_json(listed.read_bytes()).files == digests:
                return listed.read_bytes()
        except NoBoxFacts:
            pass
    name, version = named(contents["clause_library/library.yaml"])
    if not name or not version:
        raise ValueError("clause_library/library.yaml does not give its name and its version on lines of their own")
    commit, moment = _commit_of(root, contents)
    tag = f"{prefix_in(contents['clause_library/library.yaml'])}{version}"
    released = _release(root, tag) if commit else ""
    return as_json(BoxFacts(name, version, commit, moment, tag if released else "", released, digests))


def _commit_of(root: Path, contents: dict[str, bytes]) -> tuple[str, int]:
    """The commit that is checked out, and when it was made, if these files are exactly those that it has; else ""."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if top is None or Path(os.fsdecode(top.strip())).resolve() != root.resolve():
        return "", 0
    told = (_git(root, "show", "--no-patch", "--format=%H %ct", "HEAD") or b"").split()
    listed = _git(root, "ls-tree", "-r", "-z", "HEAD", "--", *_PARTS)
    if len(told) != 2 or listed is None:
        return "", 0
    blobs = {}
    for line in filter(None, listed.split(b"\0")):
        head, _, path = line.partition(b"\t")
        blobs[os.fsdecode(path)] = head.split()[2].decode()
    is_it = blobs.keys() == contents.keys() and all(_is(blobs[path], contents[path]) for path in blobs)
    return (told[0].decode(), int(told[1])) if is_it else ("", 0)


def _is(blob: str, content: bytes) -> bool:
    """Whether a file has the content of a blob, but for the line ends of a checkout on Windows."""
    algorithm = hashlib.sha256 if len(blob) == 64 else hashlib.sha1
    forms = (content, content.replace(b"\r\n", b"\n"))
    return any(algorithm(b"blob %d\0" % len(form) + form).hexdigest() == blob for form in forms)


def _release(root: Path, tag: str) -> str:
    """The commit of the release ``tag``, if what is checked out comes from it and is still what it fixed; else ""."""
    commit = (_git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}") or b"").decode().strip()
    if not commit or _git(root, "merge-base", "--is-ancestor", commit, "HEAD") is None:
        return ""
    same = _git(root, "diff", "--quiet", commit, "HEAD", "--", *_FIXED, *_FREE)
    return "" if same is None else commit


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None where there is none, or it says no."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
