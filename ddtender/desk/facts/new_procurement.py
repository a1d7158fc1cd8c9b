"""The file of one procurement: beginning it, with the facts that it can have."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.library.places import PARAMETERS, PROCEDURE_FILE, RETURNED, STEPS
from ddtender.words import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddtender.library.yaml_document import Path as FactPath
    from ddtender.model import Parameter
    from ddtender.procurement.beginning import Begun

#: So many languages, and states of a library, are kept with their parameters.
_REMEMBERED = 16
_NOTHING = "; nothing was written"


def begun(root: Path, other: Path | None = None) -> Begun:
    """The procedure file with which a procurement begins: all its questions, or the facts of ``other``, which is the
    folder of last time's, or its procedure file. Raises Refused, Misused, WorkspaceError."""
    from ddtender.desk.library.law import buyers_law
    from ddtender.procurement.beginning import Begun, begun_from, first_text
    from ddtender.words import language

    parameters = parameters_of(root)
    if other is None:
        return Begun(first_text(parameters, language(), buyers_law(root)), ())
    path = other / PROCEDURE_FILE if other.is_dir() else other
    if not path.is_file():
        raise Misused(f"there is no {PROCEDURE_FILE} in {other}.", "--from")
    made, findings = begun_from(path.as_posix(), door.read_bytes(path), parameters)
    if made is None:
        raise Refused(ordered(findings), _NOTHING)
    return made


def begin(root: Path, folder: Path, other: Path | None = None, facts: Mapping[FactPath, object] | None = None) -> Begun:
    """Make the folder of a procurement, which begins with the facts of ``other`` (see ``begun``), and with these
    ``facts`` by their paths. Raises Refused, Misused, WorkspaceError; then nothing was written."""
    from ddtender.desk.facts.changing_facts import with_facts

    made = begun(root, other)
    if facts:
        text, errors = with_facts(root, made.text, facts)
        if errors:
            raise Refused(ordered(one.finding for one in errors), _NOTHING)
        made = replace(made, text=text)
    door.land(folder, {PROCEDURE_FILE: made.text}, [*STEPS, RETURNED])
    return made


def parameters_of(root: Path, tag: str = SOURCE) -> tuple[Parameter, ...]:
    """What a procurement can fill in, as the library has it, in the language of a tag as far as it is translated.
    Raises Refused."""
    from ddtender.library.languages.kinds import chain, place_of_translation

    files = [(PARAMETERS, door.read_source(root, PARAMETERS))]
    for place in () if tag == SOURCE else (place_of_translation(PARAMETERS, one) for one in chain(tag)):
        if (content := door.source_if_there(root, place)) is not None:
            files.append((place, content))
    parameters, findings = _parameters(tuple(files), tag)
    if has_errors(findings):
        raise Refused(findings)
    return parameters


@lru_cache(maxsize=_REMEMBERED)
def _parameters(files: tuple[tuple[str, bytes], ...], tag: str) -> tuple[tuple[Parameter, ...], tuple[Diagnostic, ...]]:
    """The parameters in these files, in a language, and what is wrong with them."""
    from ddtender.library.documents import read_parameters
    from ddtender.library.languages.files import source_in
    from ddtender.library.source import decode

    source, findings = decode(*files[0])
    if source is None:
        return (), ordered(findings)
    if tag != SOURCE:
        source = source_in(dict(files), PARAMETERS, tag) or source
    parameters, found = read_parameters(source)
    return parameters, ordered([*findings, *found])
