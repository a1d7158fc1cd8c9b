"""What is said of a question: the library's words for a parameter, those of ``words/``, and the names of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ddtender.desk.facts.field_values import ANY, EACH, FactField, FieldChoice, FieldPath
from ddtender.library.eu import named
from ddtender.model import Parameter
from ddtender.words import Language
from ddtender.words.phrases import PhraseError

#: The parameters that print what has keys of its own in the file.
_NOT_ASKED = "languages."
#: What is asked language by language.
_OF_LANGUAGES = "translations"


def in_language(field: FactField, tag: str) -> FactField:
    """A question that is asked of any language, asked of one."""
    return replace(field, path=tuple(tag if step == ANY else step for step in field.path))


def with_words(field: FactField, parameters: Sequence[Parameter], language: Language) -> FactField:
    """A field with its label, its help, the names of its choices, and the unit of its parameter."""
    keys = _fact_keys(field.path)
    printed = next((one for one in parameters if one.fact in keys and not one.fact.startswith(_NOT_ASKED)), None)
    exact = _said([f"web.facts.labels.{next(_names(field.path))}"], language)
    label = exact or (printed.question if printed else _label(field.path, language))
    choices = tuple(FieldChoice(one.value, _choice(field.path, one.value, language)) for one in field.choices)
    unit = printed.unit if printed else ""
    return replace(field, label=label, help=help_of(field, language), choices=choices, unit=unit)


def _fact_keys(path: FieldPath) -> tuple[str, str]:
    """The keys of a fact as parameters name it."""
    steps = _own(path)
    return ".".join(steps), f"{steps[0]}.{'_'.join(steps[1:])}"


def _own(path: FieldPath) -> FieldPath:
    """The path of what a lot, or one of several contractors, has as well."""
    if path[:2] == ("contractors", EACH):
        return ("contractor", *path[2:])
    return path[2:] if path[:2] == ("lots", EACH) else path


def _said(keys: Iterable[str], language: Language) -> str:
    for key in keys:
        try:
            return language.say(key)
        except PhraseError:
            continue
    return ""


def _names(path: FieldPath) -> Iterator[str]:
    """The names under which words for a field can stand, the closest first."""
    if path[0] == _OF_LANGUAGES:
        yield _OF_LANGUAGES
        return
    yield "_".join(step for step in path if step != EACH)
    yield "_".join(_own(path))
    if path[0] in ("authority", "review_body"):
        yield f"organisation_{path[-1]}"


def _label(path: FieldPath, language: Language) -> str:
    if path[0] == _OF_LANGUAGES:
        return language.say(f"web.facts.labels.{_OF_LANGUAGES}", language=language.language_name(path[1]))
    keys = [f"web.facts.labels.{name}" for name in _names(path)]
    if path[0] == "dates":
        keys.append(f"procurement.begin.{'_'.join(path)}")
    if path[0] == "notice":
        keys.append(f"export.questions.{'_'.join(path[1:])}")
    return _said(keys, language) or ".".join(path)


def help_of(field: FactField, language: Language) -> str:
    """What helps to answer; "" if nothing is said."""
    keys = [f"web.facts.help.{name}" for name in _names(field.path)]
    keys += [f"web.facts.hints.{name}" for name in (field.shape, field.kind) if name]
    return _said(keys, language)


def _choice(path: FieldPath, value: str, language: Language) -> str:
    names = [*_names(path)]
    name = value.replace("-", "_")
    said = _said([f"web.facts.choices.{one}.{name}" for one in (*names, "any")], language)
    return said or _eu_name(path[-1], value, language.tag) or value


def _eu_name(key: str, value: str, tag: str) -> str:
    """What the lists of the European Union call a code."""
    for name in (key, "permission"):
        try:
            if (found := named(name, tag).get(value)) is not None:
                return found
        except KeyError:
            continue
    return ""
