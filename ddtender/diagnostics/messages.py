"""What a finding says, with its values: English for a terminal, and what is needed to say it in another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal


class FactKey(str):
    """The key of a fact of a procedure file, such as ``dates.award``: whoever reads a page sees its question."""


class NamedProvision(str):
    """The id of a provision: whoever reads a page sees its title."""


class TaggedLanguage(str):
    """The tag of a language (BCP 47): whoever reads a page sees its name in theirs."""


class RiskLevel(str):
    """A level of risk as a procedure file has it, such as ``high``: whoever reads a page sees it in their language."""


#: What stands in a place of a message. Several are read as a list: "X, Y and Z".
MessageValue = str | int | Decimal | date | Sequence[str]


class Message(str):
    """The English text of a finding. ``key`` is that of the same sentence in ``words/*/messages.yaml`` ("" where there
    is none) and ``values`` are those of its places; ``before`` is what goes before it in any language, such as the name
    of a cell. Two are the same where their English is."""

    __slots__ = ("before", "key", "values")

    before: str
    key: str
    values: Mapping[str, MessageValue]

    def __new__(cls, text: str, key: str = "", /, **values: MessageValue) -> Message:
        made = super().__new__(cls, text)
        made.before, made.key, made.values = "", key, values
        return made

    def __getnewargs__(self) -> tuple[str]:  # the rest is its state
        return (str(self),)

    def after(self, before: str) -> Message:
        """The same with a text before it, such as "Sheet!C5: "."""
        made = Message(f"{before}{self}", self.key, **self.values)
        made.before = f"{before}{self.before}"
        return made


def after(before: str, message: str) -> str:
    """A message with a text before it, which keeps its values if it has some."""
    return message.after(before) if isinstance(message, Message) else f"{before}{message}"


def ended(message: str) -> str:
    """A message as a sentence of its own, with a full stop, which keeps its values if it has some."""
    return Message(f"{message}.", message.key, **message.values) if isinstance(message, Message) else f"{message}."


def message_of(error: Exception) -> str:
    """What an error says, with its values if it was raised with some."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)
