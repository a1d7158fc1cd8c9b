"""Release tags, as git tells them. Imported before anything else is known, so nothing heavy is."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable

from ddtender.library.places import INFO
from ddtender.library.release_tags import PREFIX, prefix_in
from ddtender.workspace import box
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.git import answer, ask, complaint
from ddtender.workspace.tag_place import led_elsewhere
from ddtender.workspace.walking import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddtender.workspace.git import AnyPath

#: Before the numbers of a name that somebody may have meant for a release, if it is none: V1.0.0, release/v1.0.0,
#: library-1.0.0, v1.0.
_MEANT = r"(?:[a-z][a-z_-]*[-_./])?(?:v|ver|version|rel|release)?[-_./]?"
_NUMBERS = r"(\d+(?:\.\d+){1,2})(?:\.0)?"
#: What git says of a tag that names nothing; in English, by ``LC_ALL``.
_BROKEN = b"ignoring broken ref"


def prefix_here(root: AnyPath) -> str:
    """What the library in a folder says that the tags of its releases begin with. Raises WorkspaceError."""
    path = os.path.join(root, INFO)
    return prefix_in(read_bytes(path) if os.path.isfile(path) else None)


def make_tag(root: AnyPath, name: str, commit: str) -> None:
    """Give a commit a tag, which must not be there yet. Raises WorkspaceError.

    This alone changes a repository: it writes one reference, through no link and without a log, and starts no program
    of the repository's settings.
    """
    if (led := led_elsewhere(root, name)) is not None:
        raise WorkspaceError(
            f"the tag {name} was not made: in this repository it would be written elsewhere ({led}). "
            f"If you trust that place, say `git tag {name} {commit[:12]}` yourself"
        )
    code, said = complaint(root, "tag", "--no-sign", "--", name, commit)
    if code != 0:
        raise WorkspaceError(f"git did not make the tag {name}: {said.strip() or 'it did not end'}")


def ask_releases(
    root: AnyPath, commit: str = "HEAD", prefix: str = PREFIX
) -> Callable[[], list[tuple[str, str]] | None]:
    """The release tags (``prefix`` with MAJOR.MINOR.PATCH) that a commit contains, with their commits, newest version
    first; None where git cannot tell, or one names no commit (``lost_releases``).

    ``--merged`` passes over a tag whose object is missing or is no commit, as if there were no such release; so git has
    to read what every tag names, too: it ends with an error where it cannot, and warns of a tag that names nothing. It
    says no word of a tag that stands for a branch or tag that is not there; that one is among the files alone.
    Of the library in the box it is the release that the package says.
    """
    if (facts := box.carried(root)) is not None:
        known = [(facts.release, facts.released)] if facts.release else []
        return lambda: known
    # strip=2: a branch of the same name does not matter; an annotated tag's commit comes first
    form = "--format=%(refname:strip=2) %(*objectname) %(objectname)"
    listed = ask(root, "for-each-ref", "--merged", commit, form, _releases(prefix))
    whole, folder = _ask_all(root, prefix)

    def releases() -> list[tuple[str, str]] | None:
        said, kinds, place = listed(), whole(), folder()
        if said is None or kinds is None or place is None or _BROKEN in kinds or not _has_place(place):
            return None
        known = _kinds(kinds)
        if any(_numbers(name, prefix) and name not in known for name in _tags_in(place)):
            return None
        # A tag may name a tag that names the commit: git says what the first one names, and not what it ends with.
        ends = {
            name: commit_of(root, name) for name, kind in known.items() if _numbers(name, prefix) and kind != "commit"
        }
        if None in ends.values():
            return None
        found = []
        for line in said.decode(errors="replace").splitlines():
            name, *objects = line.split()
            if numbers := _numbers(name, prefix):
                found.append((numbers, name, ends.get(name) or objects[0]))
        return [(name, commit) for _, name, commit in sorted(found, reverse=True)]

    return releases


def lost_releases(root: AnyPath, prefix: str = PREFIX) -> list[str]:
    """The release tags that name no commit which is here."""
    whole, folder = _ask_all(root, prefix)
    said = whole() or b""
    names = {*_kinds(said), *_tags_in(folder() or b"")}
    names |= {
        word.rpartition("/")[2] for word in said.decode(errors="replace").split() if word.startswith("refs/tags/")
    }
    return sorted(name for name in names if _numbers(name, prefix) and commit_of(root, name) is None)


def releases_aside(root: AnyPath, commit: str, prefix: str = PREFIX) -> list[str]:
    """The release tags of commits that do not come from this one: of another history, if it contains none itself."""
    if box.is_box(root):
        return []
    said = answer(root, "for-each-ref", "--no-contains", commit, "--format=%(refname:strip=2)", _releases(prefix))
    return [name for name in (said or b"").decode(errors="replace").splitlines() if _numbers(name, prefix)]


def ask_aside(root: AnyPath, releases: Sequence[tuple[str, str]]) -> Callable[[], dict[str, frozenset[str]]]:
    """For each of these releases (tags with their commits, newest first), the tags behind it of commits that it does
    not come from."""
    if len(releases) < 2:
        return lambda: {tag: frozenset() for tag, _ in releases}
    commits = dict.fromkeys(commit for _, commit in releases)
    # Parents are those among the commits that have a name, or that join two lines of history (git-rev-list(1)).
    said = ask(root, "rev-list", "--topo-order", "--reverse", "--parents", "--simplify-by-decoration", *commits)

    def aside() -> dict[str, frozenset[str]]:
        within: dict[str, frozenset[str]] = {}
        for line in (said() or b"").decode().splitlines():
            commit, *parents = line.split()
            own = [commit] if commit in commits else []
            within[commit] = frozenset(own).union(*(within.get(parent, frozenset()) for parent in parents))
        found = {}
        for n, (tag, commit) in enumerate(releases):
            known = within.get(commit, frozenset(commits))
            found[tag] = frozenset(earlier for earlier, its in releases[n + 1 :] if its not in known)
        return found

    return aside


def leaves_tags_out(root: AnyPath) -> bool:
    """Whether the repository has been told to fetch no tags, as ``git clone --no-tags`` does (git-config(1))."""
    return not box.is_box(root) and bool(answer(root, "config", "--get-regexp", r"^remote\..*\.tagopt$", "--no-tags"))


def _ask_all(root: AnyPath, prefix: str) -> tuple[Callable[[], bytes | None], Callable[[], bytes | None]]:
    """What all tags name, with git's complaints, and the folder of the repository."""
    kind = "--format=%(*objecttype) %(objecttype) %(refname:strip=2)"
    whole = ask(root, "for-each-ref", kind, _releases(prefix), complaints=True)
    return whole, ask(root, "rev-parse", "--path-format=absolute", "--git-common-dir")


def _kinds(said: bytes) -> dict[str, str]:
    """What every tag names, or the tag that it names, by the tag's name."""
    lines = (line.split() for line in said.decode(errors="replace").splitlines())
    return {line[-1]: line[0] for line in lines if line}


def commit_of(root: AnyPath, tag: str) -> str | None:
    """The commit at the end of a tag."""
    found = answer(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}")
    return found.decode().strip() if found else None


def ask_meant(root: AnyPath, commit: str, prefix: str = PREFIX) -> Callable[[], list[str]]:
    """The tags that a commit contains whose names look like those of releases, and are none: V1.0.0, release-1.0.0. In
    a library with a prefix of its own those are the tags of another one."""
    if box.is_box(root):
        return list
    said = ask(root, "for-each-ref", "--merged", commit, "--format=%(refname:strip=2)", "refs/tags")

    def meant() -> list[str]:
        names = (said() or b"").decode(errors="replace").splitlines()
        meant = re.compile((_MEANT if prefix == PREFIX else re.escape(prefix)) + _NUMBERS, re.IGNORECASE)
        released = {name.removeprefix(prefix) for name in names if _numbers(name, prefix)}
        matches = ((name, meant.fullmatch(name)) for name in names if not _numbers(name, prefix))
        return [name for name, match in matches if match and match[1] not in released]

    return meant


def _releases(prefix: str) -> str:
    return f"refs/tags/{prefix}*"


def _numbers(tag: str, prefix: str) -> tuple[int, ...]:
    """The version of a release tag; empty for any other."""
    numbers = tag[len(prefix) :].split(".") if tag.startswith(prefix) else []
    return tuple(map(int, numbers)) if len(numbers) == 3 and all(map(str.isdecimal, numbers)) else ()


def _has_place(folder: bytes) -> bool:
    """Whether tags of a repository can be files of their own, or packed: git says nothing where their folder, or the
    file with the packed ones, is something else."""
    tags, packed = (os.path.join(folder.strip(), *names) for names in ((b"refs", b"tags"), (b"packed-refs",)))
    return all(
        is_kind(place) or not os.path.lexists(place)
        for is_kind, place in ((os.path.isdir, tags), (os.path.isfile, packed))
    )


def _tags_in(folder: bytes) -> list[str]:
    """The names of tags that are files of their own in a repository, or lines of its file of packed ones. Raises
    WorkspaceError.

    git passes over a line of that file that ends as in Windows, and does not find one that is out of order.
    """
    names = []
    with contextlib.suppress(OSError):
        names += os.listdir(os.path.join(folder.strip(), b"refs", b"tags"))
    packed = os.fsdecode(os.path.join(folder.strip(), b"packed-refs"))
    if os.path.isfile(packed):
        lines = read_bytes(packed).splitlines()
        names += [line.rpartition(b"refs/tags/")[2].strip() for line in lines if b" refs/tags/" in line]
    return [os.fsdecode(name) for name in names]
