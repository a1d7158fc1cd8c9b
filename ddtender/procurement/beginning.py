"""The procedure file with which a procurement begins: all its keys as questions, or those of last time's procurement
without the facts that age."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, has_errors
from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText, decode
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_reader import read_yaml
from ddtender.model import Parameter
from ddtender.model.law import BuyersLaw
from ddtender.procurement.notice_asked import notice_asked
from ddtender.words import Language

#: How long a comment may be, with its sign.
_WIDTH = 110
#: The keys that are asked for, in order; of a group, its keys.
_ASKED: dict[str, tuple[str, ...]] = {
    "title": (),
    "reference": (),
    "subject": (),
    "authority": ("name", "contact"),
    "dates": ("publication", "questions_until", "tenders_until", "award", "contract_start", "contract_end"),
}
#: What is offered under a comment, with an example that stands in a comment itself.
_OFFERED = {
    "scenario": ("scenario: high",),
    "sellers": ("sellers: resellers",),
    "country": ("country: nl",),
    "languages": ("languages: [nl, fr]", "translations: {fr: {title: , subject: }}"),
    "procedure_type": ("procedure_type: open",),
    "standstill": ("standstill: {by: electronic}",),
    "below_threshold": ("below_threshold: {because: , estimated_value: }",),
    "extensions": ("extensions: {months: 12, times: 1}",),
    "framework": ("framework: {kind: single, maximum: }",),
    "price": ("price: {rule: lowest-ratio}",),
    "award": (
        "award:",
        "  price: 60",
        "  other_quality: 25",
        "  ties: [price, lots-drawn]",
        "  points: {award.component-transparency: 7, award.due-diligence-processes: 8}",
    ),
    "notice": ("notice:",),
    "review_body": ("review_body: {name: , registration: , city: , post_code: , country: , nuts: , deadline: }",),
    "provisions": ("provisions: {add: [], drop: [], replace: {}}",),
    "contractor": ("contractor: {name: , address: }",),
    "library": ("library: v1.0.0",),
}
#: Of the texts in other languages, those of facts that age.
_AGING_TEXTS = (
    *("shortened.reason", "framework.maximum", "framework.longer_because", "selection_documents.because"),
    *("below_threshold.because", "below_threshold.estimated_value", "lots.*.maximum"),
)
#: Facts that age, each by its path, which may begin below a lot; "*" is anything.
_AGING: tuple[Path, ...] = (
    ("reference",),
    ("library",),
    ("dates", "*"),
    ("shortened",),
    ("below_threshold",),
    ("framework", "maximum"),
    ("framework", "longer_because"),
    ("lots", "*", "maximum"),
    ("contractor", "*"),
    ("contractors", "*", "name"),
    ("contractors", "*", "address"),
    ("price", "ceiling"),
    ("price", "value_of_a_point"),
    ("price", "amount"),
    ("selection_documents",),
    ("notice", "dispatch"),
    ("notice", "deadline"),
    ("notice", "opening"),
    ("notice", "estimated_value"),
    ("notice", "accelerated"),
    ("notice", "documents_url"),
    ("notice", "submission_url"),
    *(("translations", "*", key) for key in _AGING_TEXTS),
)


class Begun(Struct, frozen=True):
    """A procedure file that begins with another's facts, and the facts of that one which it does not have: each by its
    key, with what it was."""

    text: bytes
    emptied: tuple[tuple[str, str], ...]


def first_text(parameters: Sequence[Parameter], language: Language, law: BuyersLaw | None = None) -> bytes:
    """A procedure file in which nothing is filled in yet: every key with its question; the ``parameters`` are those of
    the library, the ``law`` is what it knows of duties of public buyers."""
    say = language.say
    questions = {one.key: one.question for one in parameters}
    lines = [*_comment(say("procurement.begin.lead")), ""]
    for key, inner in _ASKED.items():
        if inner:
            lines += [f"{key}:"]
            for name in inner:
                lines += [*_comment(_question(f"{key}.{name}", questions, language), "  "), f"  {name}:"]
        else:
            lines += [*_comment(_question(key, questions, language)), f"{key}:"]
        lines.append("")
    lines += [*_comment(say("procurement.begin.more")), ""]
    for key, example in _OFFERED.items():
        lines += _comment(say(f"procurement.begin.{key}"))
        if key == "country" and law:
            lines += _duties(law, language)
        lines += [f"# {line}" for line in example]
        for asked, line in notice_asked(language) if key == "notice" else ():
            lines += [*_comment(asked, "#   "), f"#   {line}"]
        lines.append("")
    own = [one for one in parameters if one.filled_by == "authority" and one.fact is None]
    lines += [*_comment(say("procurement.begin.parameters")), "# parameters:"]
    for one in own:
        lines += _comment(one.question, "#   ")
        lines.append(f"#   {one.name}: {_default(one)}".rstrip())
    return ("\n".join(lines) + "\n").encode()


def _duties(law: BuyersLaw, language: Language) -> Iterator[str]:
    """The question for a national duty of public buyers, with the countries of which one is known."""
    yield from _comment(language.say("procurement.begin.duty"))
    for code, place in law.places.items():
        titles = "; ".join(one.title for one in law.of(code))
        yield from _comment(language.say("procurement.begin.duty_of", code=code, place=place, titles=titles))
    yield from _comment(language.say("procurement.begin.duty_checked"))


def _question(key: str, questions: dict[str, str], language: Language) -> str:
    return questions.get(key) or language.say(f"procurement.begin.{key.replace('.', '_')}")


def _default(one: Parameter) -> str:
    return "" if one.default is None else str(one.default)


def _comment(text: str, indent: str = "") -> list[str]:
    inner = _WIDTH - len(indent) - 2
    return [f"{indent}# {line}".rstrip() for part in text.split("\n") for line in textwrap.wrap(part, inner) or [""]]


def begun_from(path: str, content: bytes, parameters: Iterable[Parameter]) -> tuple[Begun | None, list[Diagnostic]]:
    """The procedure file at ``path`` without what ages, all else as it stands there, comments and all; and what is
    wrong with it."""
    source, findings = decode(path, content)
    if source is None:
        return None, findings
    _, found = read_procedure(source)
    if has_errors([*findings, *found]):
        return None, [*findings, *found]
    document, _ = read_yaml(source)
    days = {one.name for one in parameters if one.type == "date"}
    aged = [*_aged(document, days)]
    text = source.text
    for _, (start, end) in sorted(aged, key=lambda one: -one[1][0]):
        text = text[:start].rstrip(" ") + _after(text, end)
    made = SourceText(path, text)
    _, found = read_procedure(made)
    if has_errors(found):
        return None, found
    emptied = tuple((_key(where), _said(document, where)) for where, _ in aged)
    return Begun(text.encode(), emptied), []


def _after(text: str, end: int) -> str:
    """What follows a value that goes, from its key's colon on: in a flow mapping a blank keeps the two apart."""
    rest = text[end:]
    return rest if rest[:1] in ("", "\n", "\r") or rest.lstrip(" ").startswith("#") else f" {rest.lstrip(' ')}"


def _aged(document: YamlDocument, days: set[str]) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The places of values that age, outermost first: of a group that goes whole, its last value ends it."""
    gone: list[Path] = []
    for path, span in document.spans.items():
        if any(path[: len(one)] == one for one in gone) or not _ages(document, path, days):
            continue
        value = _value(document, path)
        if value is None or value == "":
            continue
        if isinstance(value, dict | list):
            inside = [one for where, one in document.spans.items() if where[: len(path)] == path and where != path]
            end = max((one[1] for one in inside), default=span[1])
            opened = document.source is not None and document.source.text[span[0]] in "{["
            span = span if opened else (span[0], end)
        gone.append(path)
        written = document.source.text[slice(*span)] if document.source else ""
        yield path, (span[0], span[0] + len(written.rstrip()))


def _ages(document: YamlDocument, path: Path, days: set[str]) -> bool:
    own = path[2:] if path[:1] == ("lots",) and len(path) > 2 else path
    if own[:1] == ("parameters",) and len(own) == 2:
        return own[1] in days or isinstance(_value(document, path), date)
    return any(_fits(where, one) for where in (path, own) for one in _AGING)


def _fits(path: Path, aging: Path) -> bool:
    return len(path) == len(aging) and all(fnmatchcase(str(a), str(b)) for a, b in zip(path, aging, strict=True))


def _value(document: YamlDocument, path: Path) -> object:
    value: object = document.value
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def _key(path: Path) -> str:
    return ".".join(map(str, path))


def _said(document: YamlDocument, path: Path) -> str:
    value = _value(document, path)
    said = ", ".join(map(str, value.values())) if isinstance(value, dict) else str(value)
    return " ".join(said.split())
