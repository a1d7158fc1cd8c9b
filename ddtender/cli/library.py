"""Commands about the library's rules and forms."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, print_findings, summary

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic

_FORMATS = click.Choice(["text", "json", "sarif"])


@click.command()
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True)
@click.option("--templates", type=DIRECTORY, metavar="DIR", help="Check your own tender.docx and contract.docx.")
@click.option(
    "--require-history", is_flag=True, help="An error if versions cannot be compared with releases, as in CI."
)
@click.pass_obj
def check(workspace: Path, form: str, templates: Path | None, require_history: bool) -> None:
    """Report every finding about the library, all scenarios, all procedures, the templates and the versions.

    \b
    Examples:
      ddtender check
      ddtender check --require-history
      ddtender check --format sarif > findings.sarif
    """
    from ddtender.desk.library import checking

    library_for(workspace)
    below = checking.place_in_repository(workspace) if form == "sarif" else ""
    say(checking.check(workspace, templates, require_history), form, below)


def say(findings: Sequence[Diagnostic], form: str = "text", below: str = "") -> NoReturn:
    """Print what a check has found, and end with its exit code; ``below`` is where the workspace lies in its
    repository, whose paths code hosts read in SARIF."""
    from ddtender.diagnostics import formats, has_errors

    if form == "text":
        print_findings(findings)
        click.echo(summary(findings) + ".", err=bool(findings))
    else:
        click.echo(formats.as_json(findings) if form == "json" else formats.as_sarif(findings, below))
    sys.exit(1 if has_errors(findings) else 0)


@click.command()
@click.argument("code", required=False)
@click.option("--markdown", "as_markdown", is_flag=True, help="All codes as a Markdown page.")
@click.pass_obj
def explain(workspace: Path, code: str | None, as_markdown: bool) -> None:
    """Explain a code: what it means, why it matters, how to mend it; and the law that the library cites for it, if it
    cites any. Without CODE, list them all.

    \b
    Example:
      ddtender explain typed-number
    """
    from ddtender import explain as documentation
    from ddtender.desk.library.behind import law_behind
    from ddtender.diagnostics.table import code_named, known_codes

    if as_markdown:
        click.echo(documentation.markdown(law_behind(workspace)))
    elif code is None:
        click.echo(documentation.listing())
    elif found := code_named(code):
        click.echo(documentation.explain(found, law_behind(workspace).get(found.name, "")))
    else:
        from difflib import get_close_matches

        near = get_close_matches(code, [known.name for known in known_codes()], n=1, cutoff=0.4)
        hint = f" Did you mean '{near[0]}'?" if near else " `ddtender explain` lists them all."
        raise click.BadParameter(f"there is no code '{code}'.{hint}", param_hint="CODE")


@click.command()
@click.argument("form", required=False, metavar="[FORM]")
def schema(form: str | None) -> None:
    """Print the JSON Schema of a file, for editors. Without FORM, list the forms.

    \b
    Example:
      ddtender schema procedure > procedure.schema.json
    """
    from ddtender.library.languages.kinds import translation_forms
    from ddtender.library.law_forms import LAW_FORMS
    from ddtender.library.market_forms import MARKET_FORMS
    from ddtender.library.schema import FORMS, json_schema

    forms = FORMS | MARKET_FORMS | LAW_FORMS | translation_forms()
    if form is None:
        click.echo("\n".join(forms))
    elif form not in forms:
        raise click.BadParameter(f"there is no form '{form}'; there are: {', '.join(forms)}", param_hint="FORM")
    else:
        click.echo(json.dumps(json_schema(forms[form]), indent=2))


COMMANDS = (check, explain, schema)
