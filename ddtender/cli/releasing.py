"""The command that makes a release of the library."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ddtender.cli.library_used import own_library


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_obj
def release(workspace: Path, dry_run: bool) -> None:
    """Make a release of the library, in two steps: its version and changelog, then, when they are committed, its tag.

    The version rises as much as those of its provisions did since the last release; clause_library/CHANGELOG.md gets
    the changes with their recorded reasons. Nothing is released while `ddtender check` finds errors. Run it again when
    what it wrote is committed: it tags that commit. What a tag begins with, `release_prefix` in library.yaml says.

    \b
    Examples:
      ddtender release --dry-run
      ddtender release
    """
    from ddtender.desk.library import releasing

    root = own_library(workspace)
    one = releasing.releasing(root)
    if one.tag == one.before:
        click.echo(f"Nothing has changed since {one.tag}: there is nothing to release.")
        return
    if not one.commit:
        click.echo(f"{one.tag} is written, but not all is committed: commit it, then run `ddtender release` again.")
        sys.exit(0 if dry_run else 1)
    since = f" after {one.before}" if one.before else ", the first release"
    if dry_run:
        todo = f"write {', '.join(one.written)}" if one.written else f"tag commit {one.commit[:12]}"
        click.echo(f"{one.tag}{since}: would {todo}")
        return
    releasing.release(root, one)
    if one.written:
        for path in one.written:
            click.echo(f"wrote {path}")
        click.echo(f"{one.tag}{since}. Commit this, then run `ddtender release` again: it tags the commit.")
    else:
        click.echo(f"tagged commit {one.commit[:12]} as {one.tag}{since}; `git push origin {one.tag}` publishes it")
    if one.pending:
        some = "1 provision is" if one.pending == 1 else f"{one.pending} provisions are"
        click.echo(f"{some} not approved as they stand; `ddtender status` lists them. Stamps may be added later.")


COMMANDS = (release,)
