"""The library of an authority: a new folder with a layer over a base, ready to be checked and built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template as Text
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import __version__
from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.library.places import (
    INFO,
    LIBRARY,
    NATIONAL,
    PARAMETERS,
    PROCEDURES,
    SCENARIOS,
    TEMPLATE_NAMES,
    TEMPLATES,
    VENDOR,
    slug,
)

if TYPE_CHECKING:
    from ddtender.library.layers.merge import Base, One

#: The worked procedure.
EXAMPLE = f"{PROCEDURES}/example.yaml"
#: The language of documents that say nothing of one.
DEFAULT = "en"
#: What stands where, by what it is called among the files that a layer begins with.
_FILES = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".github/workflows/clauses.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
}
#: Folders in which a layer has nothing yet.
_FOLDERS = ("award_criteria", "contract_clauses", "definitions", "selection_criteria", "technical_specifications")


class Wanted(Struct, frozen=True):
    """What somebody says of a new layer: the authority, its country and language (empty: none is named), the folders of
    a base and of Word templates of its own (None: the base that comes with ddtender, its templates)."""

    authority: str
    country: str = ""
    language: str = ""
    base: Path | None = None
    templates: Path | None = None


class BegunLayer(Struct, frozen=True):
    """A layer to be made, not written yet: its files by path in the folder, the base that it is over, the scenario that
    its example is one of, and what is to be said of it."""

    files: Mapping[str, bytes]
    base: str
    version: str
    scenario: str
    told: tuple[str, ...] = ()


def begin(wanted: Wanted) -> BegunLayer:
    """The files of a new layer. Raises Misused, Refused, WorkspaceError."""
    chain = _base(wanted.base)
    top = chain[-1]
    own = _templates(wanted.templates)
    _refuse_language(chain, wanted.language)
    name = f"Clauses of {wanted.authority}"
    said = {
        "authority": wanted.authority,
        "name": name,
        "base": top.info.name,
        "version": top.info.version,
        "fingerprint": top.layer.fingerprint,
        "ddtender": __version__,
        "replaces": "".join(["replaces:\n", *(f"  - {path}@{top.info.version}\n" for path in own)]) if own else "",
    }
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in said.items() if key in ("name", "base")}
    files = {path: _text(source, said) for path, source in _FILES.items()}
    files[INFO] = _text("library.yaml", said | quoted)
    files |= own
    example, told = _example(chain, wanted)
    files[EXAMPLE] = example
    scenario = _scenario(chain, files)
    for one in chain:
        files |= {f"{VENDOR}/{slug(one.info.name)}/{path}": content for path, content in one.files.items()}
    files = {
        path: content.replace(b"$scenario", scenario.encode()) if path in _FILES else content
        for path, content in files.items()
    }
    return BegunLayer(files, top.info.name, top.info.version, scenario, tuple(told))


def _scenario(chain: list[One], files: Mapping[str, bytes]) -> str:
    """The scenario of the example, once the new library has been checked. Raises Refused for its errors."""
    from ddtender.compose import best_scenario
    from ddtender.desk.pipeline import check
    from ddtender.diagnostics import has_errors
    from ddtender.library.layers.merge import One, all_laid, info_of
    from ddtender.library.loader import load
    from ddtender.model.layer import Layer

    info, findings = info_of(files)
    if info is None:
        raise Refused(findings, "; nothing was written")
    merged = all_laid([*chain, One(info, files, Layer(info.name, info.version))])
    if has_errors(found := check(merged)):
        raise Refused(found, "; nothing was written")
    library, _ = load(merged, EXAMPLE)
    best = best_scenario(library, library.procedures[0])
    return best.name if best else library.scenarios[0].name


def keep(folder: Path, one: BegunLayer) -> bool:
    """Make the folder, and a repository of it, and say whether there is one now. Raises WorkspaceError where it has
    anything in it; then nothing has changed."""
    from ddtender.workspace.beginning import begin_repository

    empty = [f"{LIBRARY}/{name}" for name in _FOLDERS]
    door.land(folder, one.files, [*empty, SCENARIOS])
    return begin_repository(folder)


def _base(folder: Path | None) -> list[One]:
    """The base with all that it extends, the base of all first. Raises Misused, Refused."""
    from ddtender.library.layers.merge import extended, info_of
    from ddtender.workspace.base_versions import versions_in
    from ddtender.workspace.bases import finder, in_box

    found: Base | None = next(iter(versions_in(folder, None) if folder else in_box()), None)
    if found is None:
        raise Misused("there is no library with this ddtender; name the folder of one.", "--base")
    info, findings = info_of(found.files, found.folder)
    if info is None:
        if findings:
            raise Refused(findings, "; nothing was written")
        raise Misused(f"{folder} has no {INFO}.", "--base")
    chain, findings = extended(found, info, finder(*filter(None, [folder])))
    if findings:
        raise Refused(findings, "; nothing was written")
    return chain


def _refuse_language(chain: list[One], tag: str) -> None:
    """Raises Misused for a language that the base is not translated into."""
    from ddtender.library.languages.kinds import languages_in
    from ddtender.library.layers.merge import all_laid

    known = [DEFAULT, *languages_in(all_laid(chain))]
    if tag and tag not in known:
        raise Misused(f"the base is not translated into '{tag}'; it has: {', '.join(known)}.", "--language")


def _templates(folder: Path | None) -> dict[str, bytes]:
    """An authority's own templates, by path in its library. Raises Misused, Refused."""
    from ddtender.diagnostics import has_errors, ordered
    from ddtender.library.templates import read_template

    if folder is None:
        return {}
    made, findings = {}, []
    for name in TEMPLATE_NAMES:
        if (folder / f"{name}.docx").is_file():
            path = f"{TEMPLATES}/{name}.docx"
            made[path] = door.read_bytes(folder / f"{name}.docx")
            findings += read_template(str(folder / f"{name}.docx"), name, made[path])[1]
    if has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    if not made:
        raise Misused(f"{folder} has neither {' nor '.join(f'{name}.docx' for name in TEMPLATE_NAMES)}.", "--template")
    return made


def _example(chain: list[One], wanted: Wanted) -> tuple[bytes, list[str]]:
    """The worked procedure of the base, or all questions that a procurement answers; and what is to be said of it."""
    from ddtender.library.documents import read_parameters
    from ddtender.library.layers.merge import all_laid
    from ddtender.library.source import decode
    from ddtender.procurement.beginning import first_text
    from ddtender.words import language as language_of
    from ddtender.workspace.bases import example_in

    told = []
    text = example_in(wanted.base)
    files = all_laid(chain)
    if text is None:
        source, _ = decode(PARAMETERS, files.get(PARAMETERS, b""))
        text = first_text(read_parameters(source)[0] if source else (), language_of())
    lines = text.decode().rstrip("\n").split("\n")
    language = "" if wanted.language in ("", DEFAULT) else f"[{wanted.language}]"
    for key, value in (("country", wanted.country), ("languages", language)):
        if value:
            lines = [line for line in lines if not line.startswith(f"{key}:")]
            lines.append(f"{key}: {value}")
    if wanted.country and f"{NATIONAL}/{wanted.country}.yaml" not in files:
        told.append(
            f"The base has no national law of '{wanted.country}': documents cite what its clauses cite. "
            f"{NATIONAL}/{wanted.country}.yaml is where it goes (`ddtender schema national`)."
        )
    return ("\n".join(lines) + "\n").encode(), told


def _text(name: str, said: Mapping[str, str]) -> bytes:
    content = (Path(__file__).with_name("starter") / name).read_text("utf-8")
    return Text(content).safe_substitute(said).encode()
