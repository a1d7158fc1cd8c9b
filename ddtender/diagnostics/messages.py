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


class LegalCitation(str):
    """A provision of law as the library cites it: whoever reads a page sees it as their language writes it."""


class StatedCountry(str):
    """The code of a country (ISO 3166-1 alpha-2, in any case): whoever reads a page sees its name."""


class RiskLevel(str):
    """A level of risk as a procedure file has it, such as ``high``: whoever reads a page sees it in their language."""


#: What stands in a place of a message. Several are read as a list: "X, Y and Z".
MessageValue = str | int | Decimal | date | Sequence[str]


class Message(str):
    """The English text of a finding. ``key`` is that of the same sentence in ``words/*/messages.yaml`` ("" where there
    is none) and ``values`` are those of its places; ``before`` is what goes before it in any language, and ``cell`` the
    cell of a workbook that this names, as in "Sheet!C5: " ("" where it names none). Two are the same where their
    English is."""

    __slots__ = ("before", "cell", "key", "values")

    before: str
    cell: str
    key: str
    values: Mapping[str, MessageValue]

    def __new__(cls, text: str, key: str = "", /, **values: MessageValue) -> Message:
        made = super().__new__(cls, text)
        made.before, made.cell, made.key, made.values = "", "", key, values
        return made

    def __getnewargs__(self) -> tuple[str]:  # the rest is its state
        return (str(self),)

    def after(self, before: str) -> Message:
        """The same with a text before it, such as "lot 2: "."""
        made = Message(f"{before}{self}", self.key, **self.values)
        made.before, made.cell = f"{before}{self.before}", self.cell
        return made


def in_cell(cell: str, message: str) -> Message:
    """What is said of a cell of a workbook, such as ``Sheet!C5``, with its name before it."""
    made = (message if isinstance(message, Message) else Message(message)).after(f"{cell}: ")
    made.cell = cell
    return made


def cell_of(message: str) -> str:
    """The cell that a message is about, "" where it is about none."""
    return message.cell if isinstance(message, Message) else ""


def ended(message: str) -> str:
    """A message as a sentence of its own, with a full stop, which keeps its values if it has some."""
    return Message(f"{message}.", message.key, **message.values) if isinstance(message, Message) else f"{message}."


def message_of(error: Exception) -> str:
    """What an error says, with its values if it was raised with some."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)
