"""What a workbook calls the options of a criterion: their ids are keys, and no words of any language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ddtender.evaluation.tenders import Choice
from ddtender.model.scoring import Option
from ddtender.words import Language

#: About so many characters of what an option is given for stand in a list, where nothing else calls it anything.
_MOST = 36
_NAMES = "evaluation.called.names."
_BLANKS = re.compile(r"[ \t\r\n]+")


def called(choices: Sequence[Choice], sources: Mapping[str, Option], language: Language) -> tuple[Choice, ...]:
    """The options or steps of a criterion, each with what lists and headings call it: a tier by how many it asks for,
    others by the language's word for their id, and by the beginning of what they are given for where it has none, or
    where two would be called alike, or one by the id of another. ``sources`` are the options of the library by their
    ids, which have the counts."""
    known = frozenset(language.every_key("evaluation"))
    names = [_name(one, sources.get(one.name), known, language) for one in choices]
    taken = [name.casefold() for name in names]
    made = []
    for n, (one, name) in enumerate(zip(choices, names, strict=True), start=1):
        others = taken[: n - 1] + taken[n:] + [other.name.casefold() for other in choices if other.name != one.name]
        is_sure = bool(name) and name.casefold() not in others
        made.append(replace(one, called=name if is_sure else _beginning(n, one, language)))
    return tuple(made)


def _name(choice: Choice, source: Option | None, known: frozenset[str], language: Language) -> str:
    if source is not None and source.count is not None:
        return language.say("evaluation.called.tier", count=source.count)
    key = _NAMES + choice.name
    return language.say(key) if key in known else ""


def _beginning(number: int, choice: Choice, language: Language) -> str:
    """Whole words, as many as a list has room for, behind the number of the option: two may begin alike. Formulas of
    the workbook find no text with two blanks in a row, or with a line break."""
    text = _BLANKS.sub(" ", choice.when.removesuffix("."))
    if len(text) <= _MOST:
        return language.say("evaluation.called.whole", number=number, words=text)
    cut = text[: _MOST + 1].rpartition(" ")[0] or text[:_MOST]
    return language.say("evaluation.called.beginning", number=number, words=cut.rstrip(" ,;:"))
