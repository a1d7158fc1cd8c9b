"""What a workbook calls the options of a criterion: their ids are keys, and no words of any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ddtender.evaluation.tenders import Choice
from ddtender.model.scoring import Option
from ddtender.words import Language

#: About so many characters of what an option is given for stand in a list, where nothing else calls it anything.
_MOST = 36
_NAMES = "evaluation.called.names."


def called(choices: Sequence[Choice], sources: Mapping[str, Option], language: Language) -> tuple[Choice, ...]:
    """The options or steps of a criterion, each with what lists and headings call it: a tier by how many it asks for,
    others by the language's word for their id, and by the beginning of what they are given for where it has none, or
    where two would be called alike. ``sources`` are the options of the library by their ids, which have the counts."""
    known = frozenset(language.every_key("evaluation"))
    names = [_name(one, sources.get(one.name), known, language) for one in choices]
    alike = [name.casefold() for name in names]
    return tuple(
        replace(one, called=name if name and alike.count(name.casefold()) == 1 else _beginning(n, one, language))
        for n, (one, name) in enumerate(zip(choices, names, strict=True), start=1)
    )


def _name(choice: Choice, source: Option | None, known: frozenset[str], language: Language) -> str:
    if source is not None and source.count is not None:
        return language.say("evaluation.called.tier", count=source.count)
    key = _NAMES + choice.name
    return language.say(key) if key in known else ""


def _beginning(number: int, choice: Choice, language: Language) -> str:
    """Whole words, as many as a list has room for, behind the number of the option: two may begin alike."""
    text = choice.when.removesuffix(".")
    if len(text) <= _MOST:
        return language.say("evaluation.called.whole", number=number, words=text)
    cut = text[: _MOST + 1].rpartition(" ")[0] or text[:_MOST]
    return language.say("evaluation.called.beginning", number=number, words=cut.rstrip(" ,;:"))
