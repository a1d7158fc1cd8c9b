"""Commands that prove documents, and sign for them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, FILE
from ddtender.cli.writing import say, write

_PROCEDURE = click.option(
    "--procedure", type=FILE, metavar="FILE", help="The procedure that was used, if it is elsewhere."
)
_TEMPLATES = click.option(
    "--templates",
    type=DIRECTORY,
    metavar="DIR",
    help="The templates that were used, if they are elsewhere.",
)


@click.command()
@click.argument("folder", type=DIRECTORY)
@click.option("--signers", type=FILE, metavar="FILE", help="Keys that may have signed it, as ssh-keygen(1) has them.")
@_PROCEDURE
@_TEMPLATES
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def verify(
    workspace: Path, folder: Path, signers: Path | None, procedure: Path | None, templates: Path | None, form: str
) -> None:
    """Prove a folder of documents against its manifest.

    Every output must be untouched, and the documents made again from their commit must be the same, byte for byte. What
    cannot be made again is not proved, and ends with exit code 1: anybody can write a manifest. A procedure or a
    template that stands in no commit is named in a line of its own.

    \b
    Examples:
      ddtender verify build/high
      ddtender verify build/high --signers lawyers.txt
    """
    from ddtender.desk.documents.proof import prove
    from ddtender.desk.documents.used import Given

    proof = prove(library_for(workspace), folder, signers, given=Given(procedure, templates))
    if form == "json":
        click.echo(json.dumps(proof.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in proof.lines:
            click.echo(line)
    sys.exit(0 if proof.holds else 1)


@click.command()
@click.argument("folder", type=DIRECTORY)
@click.option("--key", type=FILE, required=True, metavar="FILE", help="Your key of OpenSSH, such as ~/.ssh/id_ed25519.")
@_PROCEDURE
@_TEMPLATES
@click.pass_obj
def sign(workspace: Path, folder: Path, key: Path, procedure: Path | None, templates: Path | None) -> None:
    """Sign for a folder of documents: its manifest, which names the digest of each.

    The folder is proved first. The signature lies beside the manifest, and `ddtender verify --signers` reads it.

    \b
    Example:
      ddtender sign build/high --key ~/.ssh/id_ed25519
    """
    from ddtender import workspace as door
    from ddtender.desk.documents.proof import prove
    from ddtender.desk.documents.used import Given
    from ddtender.desk.pipeline import MANIFEST
    from ddtender.workspace.signatures import SIGNATURE
    from ddtender.workspace.signatures import sign as signed

    proof = prove(library_for(workspace), folder, sign_again=True, given=Given(procedure, templates))
    if not proof.holds:
        for line in proof.lines:
            click.echo(line, err=True)
        click.echo("It is not proved, so nothing was signed.", err=True)
        sys.exit(1)
    signature = signed(door.read_bytes(folder / MANIFEST), key)
    say(folder, write(folder, {SIGNATURE: signature}, replace=False, inputs=[key]))


COMMANDS = (verify, sign)
