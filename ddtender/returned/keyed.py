"""Words that stand under the keys of a clause (scoring, evidence, KPIs): where its file has them, in any language, and
how what a draft shows comes from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ddtender.library.languages.kinds import translatable
from ddtender.library.languages.reading import dotted
from ddtender.library.languages.sources import TranslationSource, front
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path
from ddtender.library.yaml_reader import read_yaml
from ddtender.model import Kind
from ddtender.resolve.inlines import Inlines
from ddtender.resolve.values import ResolvedProvision
from ddtender.returned.units import Traced, Untraceable, trace


class KeyedWords(Struct, frozen=True):
    """Words of the provision ``id``: ``path`` is their place in the source, ``inlines`` what they are resolved to.

    Such as follow from a rule (``due``) are written nowhere: ``rule`` names it then.
    """

    id: str
    path: Path
    inlines: Inlines
    rule: str = ""

    @property
    def row(self) -> str:
        """The key of the list in which a row of a table stands."""
        return str(self.path[0])


class WordsUnderKey(Struct, frozen=True):
    """What a file has at ``path``: its ``words`` on one line, and each letter of them."""

    path: Path
    words: str
    traced: Traced


def keyed_words(provision: ResolvedProvision) -> Iterator[KeyedWords]:
    """All of a provision that tables print."""
    id_, scoring = provision.id, provision.scoring
    if scoring:
        way: Path = ("scoring", scoring.way)
        lists = (
            ((*way, "elements") if scoring.way == "graded" else way, scoring.options),
            ((*way, "steps"), scoring.steps),
        )
        for path, options in lists:
            for n, option in enumerate(options):
                yield KeyedWords(id_, (*path, n, "when"), option.when)
    for n, evidence in enumerate(provision.evidence):
        yield KeyedWords(id_, ("evidence", n, "text"), evidence.text)
    for n, (kpi, source) in enumerate(zip(provision.kpis, provision.provision.kpis, strict=True)):
        yield KeyedWords(id_, ("kpis", n, "indicator"), kpi.indicator)
        yield KeyedWords(id_, ("kpis", n, "target"), kpi.target)
        yield KeyedWords(id_, ("kpis", n, "when"), kpi.when, "due" if source.due else "")
        yield KeyedWords(id_, ("kpis", n, "measured_by"), kpi.measured_by)


def key_of(source: SourceText, path: Path) -> Path | None:
    """What the words at a place of a clause's file go by, whatever moves around them and in every language; None if it
    has none there."""
    kind = translatable(source.path)
    slots = TranslationSource(kind, source).slots if kind else []
    return next((slot.target for slot in slots if slot.path == path), None)


def words_under(source: SourceText, own: SourceText | None, key: Path, kind: Kind) -> WordsUnderKey | None:
    """What is under a key of a clause's file or, with ``own``, of its translation; None if nothing is. Raises
    Untraceable."""
    if own is not None:
        found = _at(read_yaml(own, *front(own))[0].value, key)
        return _under(key, found, kind) if isinstance(found, str) else None
    of = translatable(source.path)
    slots = TranslationSource(of, source).slots if of else []
    slot = next((slot for slot in slots if slot.target == key and slot.texts), None)
    return _under(slot.path, slot.texts[0], kind) if slot else None


def _under(path: Path, words: str, kind: Kind) -> WordsUnderKey:
    """As the library reads it: a text under a key is one paragraph."""
    words = words.strip()
    words = " ".join(words.split()) if "\n" in words else words
    traced = trace(words, kind)
    if len(traced.blocks) != 1:
        raise Untraceable(f"`{dotted(path)}` is not one paragraph")
    return WordsUnderKey(path, words, traced)


def _at(value: object, path: Path) -> object:
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
