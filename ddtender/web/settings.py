"""What the page runs with: its folders, its database, its queue, and who may come in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec
import yaml
from msgspec import Struct, field

from ddtender.model.built import built
from ddtender.workspace.errors import WorkspaceError

TeamRole = Literal["officer", "lawyer", "maintainer", "evaluator", "reader"]
#: How a process of the page learns its settings from the one that starts it.
VARIABLE = "DDTENDER_PAGE"


class TeamMember(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody of a team: the name that goes on record, and what they may do."""

    name: str
    roles: tuple[TeamRole, ...]


class Team(Struct, frozen=True, forbid_unknown_fields=True):
    """A page for several people, behind a proxy that has asked who they are (OpenID Connect).

    ``header`` carries the identity, and is believed from the addresses in ``proxies`` alone; ``address`` is what people
    type into their browsers; ``people`` are those who may come in, by identity; ``links`` says that colleagues without
    an account may come in by a link, which the proxy has to let through (``/invited``, and whoever has its cookie);
    ``logout`` is where the proxy ends what it knows of somebody.
    """

    address: str
    header: str
    people: dict[str, TeamMember]
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    database: str = ""
    queue: str = ""
    links: bool = False
    logout: str = ""


class Settings(Struct, frozen=True):
    """``root`` has the library, ``folder`` the procurements, ``state`` what is the page's own; ``origin`` is how the
    page is reached, such as ``http://127.0.0.1:8765``; ``secret`` signs what goes through the queue."""

    root: str
    folder: str
    state: str
    origin: str
    secret: str
    team: Team | None = None
    #: So many requests that change something may one session make in a minute.
    changes_a_minute: int = field(default=240)

    @property
    def database(self) -> str:
        """The address of the database, as SQLAlchemy writes it."""
        return (self.team and self.team.database) or f"sqlite:///{Path(self.state, 'page.sqlite').as_posix()}"

    @property
    def queue(self) -> str:
        """The address of a Redis; "" where jobs wait in a file of SQLite."""
        return self.team.queue if self.team else ""


def read_team(path: Path) -> Team:
    """The file that says who the team is. Raises WorkspaceError with what is wrong and where."""
    try:
        text = path.read_text(encoding="utf-8")
        team = msgspec.convert(yaml.safe_load(text), built(Team))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise WorkspaceError(f"{path}: {error}") from None
    if not team.address.startswith(("https://", "http://")):
        raise WorkspaceError(f"{path}: address must begin with https://")
    if team.logout and (not team.logout.startswith(("/", "https://")) or team.logout.startswith("//")):
        raise WorkspaceError(f"{path}: logout must begin with / or https://")
    if not team.people:
        raise WorkspaceError(f"{path}: people is empty, so nobody could come in")
    if idle := [identity for identity, member in team.people.items() if not member.roles]:
        raise WorkspaceError(f"{path}: no role is given to {', '.join(idle)}; one who may only look is a reader")
    return team


def to_environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that is to run with these settings."""
    return {**os.environ, VARIABLE: msgspec.json.encode(settings).decode()}


def from_environment() -> Settings:
    """The settings that the process was started with. Raises WorkspaceError where there are none."""
    try:
        return msgspec.json.decode(os.environ.get(VARIABLE, ""), type=built(Settings))
    except msgspec.DecodeError:
        raise WorkspaceError("start the page by `ddtender serve`") from None
