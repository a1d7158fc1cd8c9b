"""Small layers over the small library of the rules' tests, as values and as folders."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ddtender.desk.pipeline import check
from ddtender.diagnostics import Diagnostic
from ddtender.library.layers.fingerprint import fingerprint
from ddtender.library.layers.merge import Base, info_of, merged
from ddtender.library.places import INFO
from tests.checks.cases import good_workspace

Files = dict[str, bytes]
PLEDGE = "clause_library/award_criteria/pledge.md"


def base() -> Files:
    """The base of all: phones."""
    return {path: content for path, content in good_workspace().items() if "/procedures/" not in path}


def changed(files: Mapping[str, bytes], path: str, was: str, now: str) -> Files:
    """The files with one text in one of them replaced."""
    assert was.encode() in files[path], f"{path} has no {was!r}"
    return {**files, path: files[path].replace(was.encode(), now.encode())}


def pinned(under: Mapping[str, bytes]) -> str:
    """The lines with which a library.yaml extends a library."""
    info, _ = info_of(under)
    assert info is not None
    print_ = fingerprint(under)
    return f'extends: {{library: {info.name}, version: {info.version}, fingerprint: "{print_}"}}\n'


def layer(under: Mapping[str, bytes], more: str = "", name: str = "House", **files: str) -> Files:
    """A layer over a library; ``files`` by path in the library, with two underscores for a slash and one for a dot."""
    made = {f"clause_library/{path}": content.encode() for path, content in files.items()}
    return {INFO: f"name: {name}\nversion: 0.1.0\n{pinned(under)}{more}".encode(), **made}


def with_files(files: Mapping[str, bytes], more: Mapping[str, bytes | str]) -> Files:
    return {**files, **{path: one.encode() if isinstance(one, str) else one for path, one in more.items()}}


def together(top: Mapping[str, bytes], *below: Mapping[str, bytes]) -> Files:
    """A layer with the libraries at hand, merged."""
    at_hand = [Base(f"vendor/{n}", files) for n, files in enumerate(below)]

    def find(name: str) -> Iterable[Base]:
        return [one for one in at_hand if (info := info_of(one.files)[0]) is not None and info.name == name]

    return merged(top, find)


def found(files: Mapping[str, bytes]) -> list[str]:
    """What a check says, one line a finding."""
    return [told(one) for one in check(files)]


def told(one: Diagnostic) -> str:
    return f"{one.location}: {one.code.name}: {one.message}"


def own_pledge(
    text: str = "The Tenderer pledges it in public.", version: str = "1.1.0", replaces: str = "1.0.0"
) -> str:
    """The pledge of the base with another text."""
    front = base()[PLEDGE].decode().rpartition("---\n")[0]
    front = front.replace("version: 1.0.0", f"version: {version}\nreplaces: award.pledge@{replaces}")
    return f"{front}---\n{text}\n"


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Files in a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
