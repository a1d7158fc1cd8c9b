"""The facts of a procurement on the command line: shown, and changed one by one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, print_findings, print_table
from ddtender.cli.writing import say

if TYPE_CHECKING:
    from ddtender.desk.facts.fields import FieldGroup
    from ddtender.desk.facts.values import FactFinding, StatedFacts

_KEY = "KEY=VALUE"


@click.command()
@click.argument("folder", type=DIRECTORY, metavar="DIR")
@click.option("--set", "changes", multiple=True, metavar=_KEY, help="Change a fact; KEY= takes its value away.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show them.")
@click.pass_obj
def facts(workspace: Path, folder: Path, changes: tuple[str, ...], form: str) -> None:
    """Show the facts of a procurement, and what its documents still ask for; with --set, change them.

    Only what is asked for changes in procedure.yaml: remarks, order and quotes stay, and a key that stands in a remark
    gets its value there. All changes of a command are made together, or none: an error that they would make is told,
    such as days that are not in order or points that are not 100 together. Days can be typed as 15.3.2027, numbers with
    a comma, lists with commas between. `lots.1` is the first lot.

    \b
    Examples:
      ddtender facts ../2027-ict-014
      ddtender facts ../2027-ict-014 --set dates.tenders_until=2027-02-08 --set "title=Laptops for schools"
      ddtender facts ../2027-ict-014 --set price.rule=lowest-ratio --set parameters.proof_days=
    """
    from ddtender.desk.facts import values as desk
    from ddtender.desk.facts.fields import field_groups
    from ddtender.desk.facts.new_procurement import parameters_of
    from ddtender.words import language

    root = library_for(workspace)
    groups = field_groups(parameters_of(root), language())
    if changes:
        _change(root, folder, groups, changes)
        return
    found = desk.facts_of(root, folder)
    missing = desk.open_facts(root, folder)
    if form == "json":
        click.echo(json.dumps(_as_json(found, missing), ensure_ascii=False, indent=2, default=_plain))
    else:
        _show(found, missing)
    print_findings([one.finding for one in found.findings], err=True)
    if _has_errors(found.findings):
        sys.exit(1)


def _change(root: Path, folder: Path, groups: Sequence[FieldGroup], changes: Sequence[str]) -> None:
    from ddtender.desk.errors import Refused
    from ddtender.desk.facts.changing_facts import change_facts
    from ddtender.desk.facts.fields import key_of

    made = change_facts(root, folder, dict(_asked(groups, one) for one in changes))
    if not made.is_written:
        raise Refused([one.finding for one in made.errors], "; nothing was written")
    if made.changes:
        say(folder, ["procedure.yaml"])
    for one in made.changes:
        click.echo(f"  {key_of(one.path)}: {_said(one.before) or 'open'}, now {_said(one.after) or 'open'}")
    if not made.changes:
        click.echo("Nothing differs; nothing was written.")
    print_findings([one.finding for one in made.facts.findings], err=True)


def _asked(groups: Sequence[FieldGroup], given: str) -> tuple[tuple[str | int, ...], Any]:
    """The path and the value of KEY=VALUE. Raises Misused."""
    from ddtender.compose.naming import did_you_mean
    from ddtender.desk.errors import Misused
    from ddtender.desk.facts.field_answers import NoAnswer, parse
    from ddtender.desk.facts.fields import field_at, path_of
    from ddtender.words import language

    key, equals, text = given.partition("=")
    if not equals:
        raise Misused(f"write {_KEY}, such as dates.tenders_until=2027-02-08.", "--set")
    path = path_of(groups, key.strip())
    field = field_at(groups, path) if path else None
    if path is None or field is None:
        known = [field.key for group in groups for field in group.fields]
        raise Misused(f"there is no fact '{key.strip()[:60]}'. {did_you_mean(key.strip(), known)}", "--set")
    value = parse(field, text)
    if isinstance(value, NoAnswer):
        raise Misused(f"{key.strip()}: {language().say(value.key, **value.places)}", "--set")
    return path, value


def _show(found: StatedFacts, missing: Sequence[tuple[str, str]]) -> None:
    from ddtender.desk.facts.fields import key_of

    rows = [(key_of(path), _said(value)) for path, value in found.leaves().items()]
    if rows:
        print_table(("Fact", "Value"), rows)
    else:
        click.echo("No fact is filled in yet.")
    if missing:
        print_table(("Missing", "Question"), missing)


def _as_json(found: StatedFacts, missing: Sequence[tuple[str, str]]) -> dict:
    from ddtender.diagnostics.formats import as_rows

    return {
        "facts": found.values,
        "missing": [{"key": key, "question": question} for key, question in missing],
        "fingerprint": found.fingerprint,
        "findings": as_rows([one.finding for one in found.findings]),
    }


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def _plain(value: Any) -> int | float:
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else float(value)


def _has_errors(findings: Sequence[FactFinding]) -> bool:
    from ddtender.diagnostics import has_errors

    return has_errors(one.finding for one in findings)


COMMANDS = (facts,)
