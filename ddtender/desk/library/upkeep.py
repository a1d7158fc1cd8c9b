"""What a maintainer of the library does: differences, versions, uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.compose import did_you_mean
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.sources import library_and_files, library_of, refuse_unknown
from ddtender.desk.translations.translating import HeldTranslation, held_translations
from ddtender.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from ddtender.history.diff import LibraryDiff
    from ddtender.history.level import VersionLevel
    from ddtender.history.lineage import Lineage
    from ddtender.model import Library, Parameter, Provision


def differences(root: Path, old: str, new: str | None) -> LibraryDiff:
    """What has changed between two revisions; the working tree where there is no ``new``. Raises Refused, Misused."""
    from ddtender.history.diff import compare_libraries

    return compare_libraries(library_of(root, old), library_of(root, new), (old, new or "working tree"))


class Raised(Struct, frozen=True):
    """A version to be raised: the file as it is and as it will be."""

    id: str
    old: str
    new: str
    path: str
    before: bytes
    after: bytes


class Rise(Struct, frozen=True):
    """Versions to be raised together, not written yet, with one reason; and findings about the releases."""

    raised: Sequence[Raised]
    findings: Sequence[Diagnostic]
    held: Sequence[HeldTranslation] = ()


def rise(
    root: Path,
    ids: Sequence[str],
    level: str | None,
    why: str,
    parameters: Sequence[str] = (),
    holds: str | None = None,
) -> Rise:
    """Provisions with a higher version and the reason for it: those with these ids, and those that print one of these
    ``parameters`` or count with it and have changed since the last release. ``holds`` says why their translations hold
    as they are. Raises Refused, Misused."""
    from ddtender.history.edit import EditError
    from ddtender.history.level import VersionLevel
    from ddtender.history.lineage import Lineage

    if level is None:
        raise Misused("give one of --major, --minor and --patch; docs/versions.md says which.")
    if not why.strip():
        raise Misused("say why, in a sentence that a lawyer can read.", "--why")
    library, sources = library_and_files(root)
    refuse_unknown(ids, library.by_id)
    history = door.history(root, sources)
    findings = history.findings()
    lineage = Lineage(library, history.releases)
    using = _using(library, lineage, parameters)
    wanted = list(dict.fromkeys([*ids, *using]))
    if not wanted:
        what = "no provision that uses it has changed since the last release" if parameters else "name a provision"
        raise Misused(f"{what}.", "ID", findings=findings)
    made, refused = [], []
    for id_ in wanted:
        if base := library.origins.folder_of(library.by_id[id_].location.path):
            refused.append(f"{id_}: it is a provision of {base}; `ddtender replace {id_}` takes it over")
            continue
        try:
            made.append(_raised(lineage, sources, library.by_id[id_], VersionLevel[level], why))
        except (ValueError, EditError) as error:
            refused.append(f"{id_}: {error}")
    if refused:
        raise Misused("\n".join(refused), findings=findings)
    held = held_translations(root, sources, {one.path: one.after for one in made}, holds) if holds is not None else ()
    return Rise(made, findings, held)


def _raised(
    lineage: Lineage, sources: Mapping[str, bytes], provision: Provision, level: VersionLevel, why: str
) -> Raised:
    from ddtender.history.edit import raise_version
    from ddtender.history.level import next_version

    released, before = _released(lineage, provision)
    version = next_version(provision, released, level, before, lineage.library.parameter_by_name, lineage.renamed)
    path = provision.location.path
    edited = raise_version(sources[path].decode(), version, " ".join(why.split()), door.today())
    return Raised(provision.id, provision.version, version, path, sources[path], edited.encode())


def _released(lineage: Lineage, provision: Provision) -> tuple[Provision | None, Mapping[str, Parameter]]:
    """The provision as the last release has it that holds it, under whatever id, and the parameters of that release."""
    last = lineage.of(provision.id)
    if last is None or last.given_up:
        return None, {}
    return last.provision, last.release.library.parameter_by_name


def _using(library: Library, lineage: Lineage, parameters: Sequence[str]) -> list[str]:
    """The provisions that use one of these parameters and are no longer what the release has. Raises Misused."""
    from ddtender.history.level import needed

    for name in parameters:
        if name not in library.parameter_by_name:
            raise Misused(f"there is no parameter '{name}'. {did_you_mean(name, library.parameter_by_name)}".strip())
    found = []
    for provision in library.by_id.values():
        if {blank.name for blank in provision.blanks}.isdisjoint(parameters):
            continue
        released, before = _released(lineage, provision)
        if released is None or needed(released, provision, before, library.parameter_by_name, lineage.renamed):
            found.append(provision.id)
    return found


class Changed(Struct, frozen=True):
    """A provision of the library's own: its version, that of the last release (None: no release has it), and the least
    level by which the version must rise from there for what has changed ("" where nothing has): major, minor, patch.
    ``is_raised``: the version is another than in the release already."""

    id: str
    title: str
    version: str
    released: str | None
    needs: str
    is_raised: bool


def changed(root: Path) -> list[Changed]:
    """Every provision that the library has of its own, with what its version needs since the last release. Raises
    Refused, WorkspaceError."""
    from ddtender.history.level import VersionLevel
    from ddtender.history.lineage import Lineage
    from ddtender.history.rises import rises

    library, sources = library_and_files(root)
    since = {one.provision.id: one for one in rises(Lineage(library, door.history(root, sources).releases))}
    found = []
    for one in library.by_id.values():
        if library.origins.folder_of(one.location.path):
            continue
        its = since.get(one.id)
        was = its.released.version if its else None
        needs = its.asked.name.lower() if its and its.asked is not VersionLevel.NONE else ""
        found.append(Changed(one.id, one.title, one.version, was, needs, was not in (None, one.version)))
    return found


def keep(root: Path, rise: Rise) -> None:
    """Write raised versions, all or none, and only if their files are still as they were."""
    changed = [*rise.raised, *rise.held]
    door.write_files(root, {one.path: one.after for one in changed}, {one.path: one.before for one in changed})


class Renamed(Struct, frozen=True):
    """A provision with another id, not written yet: the files that it changes (None: gone), as they were and as they
    will be, and the procedures that keep the old id because they pin a revision that has it."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes | None]
    pinned: Sequence[str]


def renaming(root: Path, old: str, new: str) -> Renamed:
    """Give a provision another id, wherever the sources name it. Raises Refused, Misused."""
    from ddtender.checks.tags import read_tags
    from ddtender.history.edit import EditError
    from ddtender.history.renaming import renamed
    from ddtender.library.form_values import is_provision_id
    from ddtender.library.layers.origins import own
    from ddtender.library.procedures import pins_in

    library, files = library_and_files(root)
    refuse_unknown([old], library.by_id)
    _refuse_of_base(library, old)
    kind = old.partition(".")[0]
    if not is_provision_id(new) or new.partition(".")[0] != kind:
        raise Misused(f"'{new}' is not an id such as {kind}.another-name (the same kind, dot, small letters).", "NEW")
    releases = door.history(root, files).releases
    had = next((release.tag for release in releases if release.find(new)), None)
    if new in library.by_id or had or any(new in p.formerly for p in library.provisions if p.id != old):
        where = f" in {had}" if had else ""
        raise Misused(f"'{new}' is the id of another provision{where}; an id names one requirement for ever.", "NEW")
    asking = [t.location.path for t in library.templates if old in {id_ for id_, _ in read_tags(t).provisions}]
    if asking:
        raise Misused(f"{', '.join(asking)} has a tag for '{old}'; change it to '{new}' there first.")
    left = [path for path in pins_in(files) if old.encode() in files[path]]
    try:
        after = renamed(library, own(files), old, new, left)
    except EditError as error:
        raise Misused(str(error)) from None
    _refuse_spoilt(files, after)
    return Renamed({path: files[path] for path in after if path in files}, after, left)


def _refuse_of_base(library: Library, id_: str) -> None:
    """Raises Misused for an id that a base gave: there it would still be what it was."""
    if library.origins.folder_of(library.by_id[id_].location.path) or id_ in library.origins.replaced:
        raise Misused(f"'{id_}' is an id of the base; retire it in library.yaml, and add one with another id.", "ID")


def _refuse_spoilt(files: Mapping[str, bytes], after: Mapping[str, bytes | None]) -> None:
    """Raises Refused where the new files have an error that the old ones have not."""
    from ddtender.desk.pipeline import check
    from ddtender.library.places import PROCEDURES

    own = {path for path in files if path.startswith(f"{PROCEDURES}/") and path not in after}  # some pin a revision
    then = {path: content for path, content in {**files, **after}.items() if content is not None and path not in own}
    errors = [one for one in check(then) if one.severity is Severity.ERROR]
    known = {(one.code.name, one.location.path) for one in check(files)} if errors else set()
    if found := [one for one in errors if (one.code.name, one.location.path) not in known]:
        raise Refused(found, " with the new id; nothing was written")


def keep_renamed(root: Path, one: Renamed) -> None:
    """Write a provision's new id, all or nothing, and only if the files are still as they were."""
    door.write_files(root, one.after, one.before)


def uses(root: Path, name: str) -> tuple[str, dict[str, list[str]]]:
    """Who uses a provision, a parameter or a defined term: its id or name, and names by what they are. Raises Refused,
    Misused."""
    from ddtender.desk.library.uses import id_named, known_names, where_used

    library = library_of(root)
    id_ = id_named(library, name)
    if id_ is None:
        hint = did_you_mean(name, known_names(library))
        raise Misused(f"there is no provision, parameter or defined term '{name}'. {hint}".strip(), "ID")
    return id_, where_used(library, id_)
