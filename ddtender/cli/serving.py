"""The command that opens the page in a browser."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import click

from ddtender.cli.library_used import library_for, said_of
from ddtender.cli.output import DIRECTORY, from_here

_NEEDS = (
    'The page needs more than the documents do: install it by `uv tool install "ddtender[page]"` or '
    '`pip install "ddtender[page]"`.'
)


@click.command()
@click.argument("folder", required=False, type=DIRECTORY, metavar="[DIR]", default=".")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="The first free one from 8765 if left out.")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option(
    "--team",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Who may come in, behind a proxy.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="With --team: where the proxy finds the page.",
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="With --team: so many answer."
)
@click.pass_obj
def serve(
    workspace: Path, folder: Path, port: int | None, no_browser: bool, team: Path | None, host: str, processes: int
) -> None:
    """Open a page in the browser with all procurements in DIR (this folder if left out).

    Everything that the commands do, without a terminal. The page is on this machine alone; the address that is printed
    lets one browser in, once. It ends with Ctrl-C. Unfinished answers are kept beside, all else is files in DIR.

    With --team the same page serves several people behind a proxy with OpenID Connect (docs/page.md).

    \b
    Examples:
      ddtender serve
      ddtender serve ../purchases --no-browser
      ddtender serve /srv/purchases --team team.yaml --processes 2
    """
    try:
        from ddtender.web import serving
        from ddtender.web.settings import read_team
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("ddtender"):
            raise
        raise click.UsageError(_NEEDS) from None
    known = read_team(team) if team else None
    if known is None and host not in ("127.0.0.1", "::1", "localhost"):
        raise click.BadParameter("without --team the page is for this machine alone.", param_hint="--host")
    root = library_for(workspace)
    held = serving.listening(host, port)
    served = serving.prepared(root, folder, known, host, held.getsockname()[1])
    click.echo(f"The procurements are those in {from_here(folder) or '.'}. {said_of(root)}")
    click.echo(f"Open {served.entrance or served.settings.origin}")
    click.echo("It ends with Ctrl-C.")
    if served.entrance and not no_browser:
        # a browser that answers in the terminal must not keep the page from starting
        Thread(target=click.launch, args=(served.entrance,), daemon=True).start()
    serving.run(served, held, processes)


COMMANDS = (serve,)
