"""Commands of the library's maintainers: states, stamps, differences, versions, uses."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ddtender.cli.inputs import library_and_files, library_of
from ddtender.cli.output import print_table

_TEXT_OR_JSON = click.Choice(["text", "json"])


@click.command()
@click.option("--format", "form", type=_TEXT_OR_JSON, default="text", show_default=True)
@click.pass_obj
def status(workspace: Path, form: str) -> None:
    """Show every provision's version, state, reviewer and scenarios.

    \b
    Example:
      ddtender status
    """
    from ddtender import workspace as door
    from ddtender.history.diff import Uses
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.history.states import standings

    library = library_of(door.find_root(workspace))
    uses = Uses(library)
    rows = []
    for id_, standing in standings(Fingerprints(library)).items():
        review, (scenarios, procedures) = standing.review, uses.of(id_)
        rows.append(
            {
                "id": id_,
                "version": standing.provision.version,
                "state": standing.state.value,
                "because": list(standing.suspects),
                "reviewer": review.reviewer if review else None,
                "date": review.on.isoformat() if review else None,
                "scenarios": list(scenarios),
                "procedures": list(procedures),
                "fingerprint": standing.fingerprint,
            }
        )
    if form == "json":
        click.echo(json.dumps({"provisions": rows}, ensure_ascii=False, indent=2))
        return
    shown = []
    for row in rows:
        state = row["state"] + (f": {', '.join(row['because'])} changed" if row["because"] else "")
        cells = (
            row["id"],
            row["version"],
            state,
            row["reviewer"] or "",
            row["date"] or "",
            ", ".join(row["scenarios"]),
        )
        shown.append(cells)
    print_table(("Id", "Version", "State", "Reviewer", "Date", "Scenarios"), shown)


@click.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--all", "every", is_flag=True, help="Every provision that is not retired.")
@click.option("--reviewer", required=True, metavar="NAME", help="Who has reviewed the text.")
@click.pass_obj
def approve(workspace: Path, ids: tuple[str, ...], every: bool, reviewer: str) -> None:
    """Stamp provisions as reviewed, as they stand now.

    The stamp holds the fingerprint of all that carries meaning, and of what it refers to.

    \b
    Example:
      ddtender approve award.action-plan --reviewer "A. Jurist"
    """
    from ddtender import workspace as door
    from ddtender.history.edit import review_file
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.library.places import REVIEWS
    from ddtender.model import Approval

    root = door.find_root(workspace)
    library, sources = library_and_files(root)
    chosen = [p.id for p in library.by_id.values() if not p.retired] if every else list(dict.fromkeys(ids))
    if not chosen:
        raise click.UsageError("name the provisions to approve, or give --all.")
    if not reviewer.strip() or not reviewer.isprintable():
        raise click.BadParameter("give the reviewer's name, on one line.", param_hint="--reviewer")
    _known(chosen, library.by_id)
    fingerprints, today, files = Fingerprints(library), door.today(), {}
    for id_ in chosen:
        provision = library.by_id[id_]
        references = fingerprints.referred_to(provision)
        review = Approval(
            id_, provision.version, fingerprints.of(provision), reviewer.strip(), today, references, provision.location
        )
        files[f"{REVIEWS}/{id_}.yaml"] = review_file(review).encode()
    stamped = [library.by_id[id_].location.path for id_ in chosen]
    door.write_files(root, files, {path: sources[path] for path in (*files, *stamped) if path in sources})
    for id_ in chosen:
        click.echo(f"approved {id_} {library.by_id[id_].version}")


@click.command()
@click.argument("old", metavar="REV")
@click.argument("new", metavar="[REV2]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.pass_obj
def diff(workspace: Path, old: str, new: str | None, form: str) -> None:
    """Show what has changed between two revisions, by provision; REV2 is the working tree if left out.

    \b
    Examples:
      ddtender diff v1.0.0
      ddtender diff v1.0.0 v1.1.0 --format markdown
    """
    from ddtender import workspace as door
    from ddtender.history import report
    from ddtender.history.diff import compare_libraries

    root = door.find_root(workspace)
    found = compare_libraries(library_of(root, old), library_of(root, new), (old, new or "working tree"))
    if form == "json":
        click.echo(json.dumps(report.as_json(found), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(report.as_markdown(found))
    else:
        click.echo(report.as_text(found, lambda text, op: click.style(text, fg="red" if op == "delete" else "green")))


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--major", "level", flag_value="MAJOR", help="An obligation or a score has changed.")
@click.option("--minor", "level", flag_value="MINOR", help="Other words have changed.")
@click.option("--patch", "level", flag_value="PATCH", help="Punctuation, capitals or formatting have changed.")
@click.option(
    "--why", metavar="TEXT", prompt="Why has it changed", help="The reason; it becomes part of the changelog."
)
@click.pass_obj
def bump(workspace: Path, id_: str, level: str | None, why: str) -> None:
    """Raise a provision's version and record why.

    A level that is too low for what has changed since the last release is refused.

    \b
    Example:
      ddtender bump award.action-plan --minor --why "Examples made clearer"
    """
    from ddtender import workspace as door
    from ddtender.cli.output import print_findings
    from ddtender.history.edit import EditError, raise_version
    from ddtender.history.level import Level, next_version

    if level is None:
        raise click.UsageError("give one of --major, --minor and --patch; docs/versions.md says which.")
    if not why.strip():
        raise click.BadParameter("say why, in a sentence that a lawyer can read.", param_hint="--why")
    root = door.find_root(workspace)
    library, sources = library_and_files(root)
    _known([id_], library.by_id)
    provision = library.by_id[id_]
    history = door.history(root)
    print_findings(history.findings(), err=True)
    releases = history.releases
    released = releases[0].find(id_) if releases else None
    before = releases[0].library.parameter_by_name if releases else {}
    try:
        version = next_version(provision, released, Level[level], before, library.parameter_by_name)
        path = provision.location.path
        text = sources[path].decode()
        edited = raise_version(text, version, " ".join(why.split()), door.today())
    except (ValueError, EditError) as error:
        raise click.UsageError(f"{id_}: {error}") from None
    door.write_files(root, {path: edited.encode()}, {path: sources[path]})
    click.echo(f"{id_}: {provision.version} → {version}")


@click.command("where-used")
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=_TEXT_OR_JSON, default="text", show_default=True)
@click.pass_obj
def where_used(workspace: Path, id_: str, form: str) -> None:
    """Show the scenarios and procedures that use a provision, and the provisions that refer to it.

    \b
    Example:
      ddtender where-used selection.human-rights-risk-assessment
    """
    from ddtender import workspace as door
    from ddtender.history.diff import where_used as used

    library = library_of(door.find_root(workspace))
    _known([id_], library.by_id)
    found = used(library, id_)
    if form == "json":
        click.echo(json.dumps({"id": id_, **found}, indent=2))
        return
    for what, names in found.items():
        click.echo(f"{what + ':':<12} {', '.join(names) or '–'}")


def _known(ids: list[str], known: dict) -> None:
    """End with a usage error if an id does not exist."""
    from ddtender.compose import did_you_mean

    for id_ in ids:
        if id_ not in known:
            raise click.BadParameter(
                f"there is no provision '{id_}'. {did_you_mean(id_, known)}".strip(), param_hint="ID"
            )


COMMANDS = (status, approve, diff, bump, where_used)
