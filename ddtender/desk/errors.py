"""How the desk says no: findings that stand against it, or something that was asked for wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import Message, NamedProvision


class Refused(Exception):
    """It cannot be done as things stand; ``diagnostics`` say why, and ``said`` goes after their number, such as
    "; nothing was written"."""

    def __init__(self, diagnostics: Iterable[Diagnostic], said: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.said = said
        super().__init__(str(self.diagnostics))


class Misused(Exception):
    """It was asked for in a way that cannot be; ``option`` is what was given wrongly, in the command line's words, and
    ``findings`` are what had been found until then."""

    def __init__(self, message: str, option: str | None = None, findings: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.option = option
        self.findings = tuple(findings)


class Unseen(Misused):
    """Texts, by their ``ids``, whose words have changed since somebody saw what they approve."""

    def __init__(self, ids: Sequence[str]) -> None:
        said = f"changed since you looked: {', '.join(ids)}; look again, then approve."
        super().__init__(Message(said, "messages.refusal.changed_since", names=tuple(map(NamedProvision, ids))))
        self.ids = tuple(ids)


def refuse_unseen(seen: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Raises Unseen for what is not as it was seen; both are hashes by ids."""
    if changed := [id_ for id_, hash_ in now.items() if seen.get(id_) != hash_]:
        raise Unseen(changed)
