"""What an earlier check has read of the provisions: enough to check the library again without reading them again.

Only a file in which nothing at all was found is remembered, by its path and its content. What was found in it depends
on nothing but these and the words of the library (``words``): the rules that look at single provisions see nothing else
(``ddtender.checks.Wording``). All that other rules and compositions ask of a provision is remembered with it; whoever
asks for more has the file read, so that nothing is ever answered from a memory that does not hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from msgspec import MsgspecError, Struct, field, json

from ddtender.diagnostics import Location
from ddtender.library.languages.kinds import languages_in
from ddtender.library.places import DEFINITIONS, INFO, MERGED, PARAMETERS
from ddtender.library.provisions import provision_kind, read_provision
from ddtender.library.source import decode
from ddtender.model import Blank, Kind, Library, Provision, Reference
from ddtender.model.built import built

#: A reference or a blank: name, line, column.
Placed = tuple[str, int, int]


class RememberedEntry(NamedTuple):
    """One file: the digest of its content, and what is remembered of its provision, as JSON can hold it."""

    content: str
    id: str
    line: int
    column: int
    title: str
    version: str
    requirement: str
    tests: tuple[str, ...]
    carries_out: tuple[str, ...]
    unless_earned: tuple[str, ...]
    promises: bool
    variant_of: str | None
    split_from: tuple[str, ...]
    retired: str | None
    legal_basis: tuple[str, ...]
    reply_forms: tuple[str, ...]
    saying: str
    references: tuple[Placed, ...]
    blanks: tuple[Placed, ...]
    uses: tuple[int, ...]
    fingerprint: str


class Memory(Struct, frozen=True):
    """The entries by path, with the digest of the words of the library that they were checked with, and the digest of a
    whole workspace with translations in which nothing at all was found."""

    words: str = ""
    entries: Mapping[str, RememberedEntry] = field(default_factory=dict)
    translations: str = ""

    def for_words(self, words: str) -> Memory:
        """This memory, or an empty one if it is of other words."""
        return self if self.words == words else Memory(words, translations=self.translations)

    def recalled(self, files: Mapping[str, bytes]) -> dict[str, Provision]:
        """The provisions of all files that are as they were, by path."""
        found: dict[str, Provision] = {}
        for path in self.entries.keys() & files.keys():
            entry, content, kind = self.entries[path], files[path], provision_kind(path)
            if kind and entry.content == sha256(content).hexdigest():
                found[path] = Remembered(path, kind, entry, partial(_read, path, kind, content))
        return found


NOTHING = Memory()
#: By which programs, the words, the entries, and what is told of translations.
_WRITTEN = tuple[str, str, dict[str, RememberedEntry], str]


class Remembered(Provision):
    """A provision of which a part is remembered. The rest is read when it is first asked for."""

    def __init__(self, path: str, kind: Kind, entry: RememberedEntry, read: Callable[[], Provision]) -> None:
        vars(self).update(
            id=entry.id,
            kind=kind,
            title=entry.title,
            version=entry.version,
            location=Location(path, entry.line, entry.column),
            requirement=entry.requirement,
            tests=tuple(entry.tests),
            carries_out=tuple(entry.carries_out),
            unless_earned=tuple(entry.unless_earned),
            promises=entry.promises,
            variant_of=entry.variant_of,
            split_from=tuple(entry.split_from),
            retired=entry.retired,
            legal_basis=tuple(entry.legal_basis),
            reply_forms=tuple(entry.reply_forms),
            saying=entry.saying,
            references=tuple(Reference(name, Location(path, *place)) for name, *place in entry.references),
            blanks=tuple(Blank(name, Location(path, *place)) for name, *place in entry.blanks),
            uses=tuple(entry.uses),
            fingerprint=entry.fingerprint,
            _read=read,
        )


class _Later:
    """A field that is not remembered."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, provision: Provision | None, owner: type) -> object:
        if provision is None:
            return self
        whole = vars(provision)["_read"]()
        vars(provision).update({**vars(whole), **vars(provision)})
        return vars(provision)[self.name]


def _read(path: str, kind: Kind, content: bytes) -> Provision:
    """A provision that was read before without a finding."""
    source, _ = decode(path, content)
    assert source is not None
    provision, _, _ = read_provision(source, kind)
    assert provision is not None
    return provision


for _field in fields(Provision):
    if _field.name not in RememberedEntry._fields and _field.name not in ("kind", "location"):
        setattr(Remembered, _field.name, _Later(_field.name))


def all_of(files: Mapping[str, bytes]) -> str:
    """A digest of all that translations are held against: every file that is there; empty where none is one of them."""
    if not languages_in(files):
        return ""
    return sha256(ascii([(path, sha256(files[path]).hexdigest()) for path in sorted(files)]).encode()).hexdigest()


def words(files: Mapping[str, bytes]) -> str:
    """A digest of what the wording of every provision is held against: definitions, parameters and library.yaml, and
    what layers there are."""
    told = sorted(path for path in files if path in (INFO, MERGED, PARAMETERS) or path.startswith(f"{DEFINITIONS}/"))
    return sha256(ascii([(path, sha256(files[path]).hexdigest()) for path in told]).encode()).hexdigest()


def remember(
    library: Library,
    files: Mapping[str, bytes],
    known: Memory,
    found: Iterable[str],
    fingerprints: Mapping[str, str],
    translations: str = "",
) -> Memory:
    """The provisions of a library that was checked with ``known``, but for definitions and for the files in which
    something was ``found``. ``fingerprints`` are those, by id, that had to be computed; ``translations`` is the digest
    of all files, if nothing was found anywhere."""
    left_out = {*found}
    entries = {}
    for provision in library.provisions:
        path = provision.location.path
        if path not in left_out and provision.kind is not Kind.DEFINITION:
            before = known.entries[path] if isinstance(provision, Remembered) else None
            entry = before or _entry(provision, library, files[path])
            fingerprint = fingerprints.get(provision.id, entry.fingerprint)
            entries[path] = entry if fingerprint == entry.fingerprint else entry._replace(fingerprint=fingerprint)
    return Memory(known.words, entries, translations)


def _entry(provision: Provision, library: Library, content: bytes) -> RememberedEntry:
    return RememberedEntry(
        content=sha256(content).hexdigest(),
        id=provision.id,
        line=provision.location.line,
        column=provision.location.column,
        title=provision.title,
        version=provision.version,
        requirement=provision.requirement,
        tests=provision.tests,
        carries_out=provision.carries_out,
        unless_earned=provision.unless_earned,
        promises=provision.promises,
        variant_of=provision.variant_of,
        split_from=provision.split_from,
        retired=provision.retired,
        legal_basis=provision.legal_basis,
        reply_forms=provision.reply_forms,
        saying=provision.saying,
        references=tuple((r.target, r.location.line, r.location.column) for r in provision.references),
        blanks=tuple((b.name, b.location.line, b.location.column) for b in provision.blanks),
        uses=library.terms.positions(provision),
        fingerprint="",
    )


def as_json(memory: Memory, by: str) -> bytes:
    """The memory as bytes; ``by`` names the programs that made it."""
    text = json.encode((by, memory.words, memory.entries, memory.translations))
    return sha256(text).hexdigest().encode() + b"\n" + text


def from_json(content: bytes, by: str) -> Memory:
    """What ``as_json`` has written; empty if these bytes are anything else, or if other programs have made them."""
    digest, _, text = content.partition(b"\n")
    if digest != sha256(text).hexdigest().encode():
        return NOTHING
    try:
        made_by, words, entries, told = json.decode(text, type=built(_WRITTEN))
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return NOTHING
    return Memory(words, entries, told) if made_by == by else NOTHING
