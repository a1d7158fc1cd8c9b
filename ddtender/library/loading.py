"""One reading of a library: each file with the reader of its kind, then what files say of each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.library import documents, procedures
from ddtender.library.codes import DUPLICATE_ID, UNEXPECTED_FILE
from ddtender.library.documents import Read, ReadsFile
from ddtender.library.initiatives import initiatives_of, products_in, read_initiatives_file
from ddtender.library.initiatives import unknown_names as unknown_in_initiatives
from ddtender.library.languages.files import source_in
from ddtender.library.law import LAW_FILES, known_law, read_law
from ddtender.library.layers.checked import as_retired, inherited
from ddtender.library.layers.origins import origins_of
from ddtender.library.market import read_dialogue, read_invitation, read_market_file
from ddtender.library.missing import missing_sources
from ddtender.library.places import (
    DECISIONS,
    DIALOGUE,
    INFO,
    INITIATIVES,
    LANGUAGES,
    LAW,
    LEGAL_BASES,
    LETTERS,
    LIBRARY,
    MARKET_TEMPLATE,
    NATIONAL,
    PARAMETERS,
    PROCEDURES,
    QUESTIONNAIRES,
    REPLY_FORMS,
    REVIEWS,
    RISKS,
    SCENARIOS,
    TEMPLATES,
)
from ddtender.library.provisions import provision_kind, read_provision
from ddtender.library.risks import read_risks_file, unknown_names
from ddtender.library.source import SourceText, decode
from ddtender.library.templates import read_template
from ddtender.model import Kind, Library, LibraryInfo, Provision
from ddtender.model.initiatives import Initiatives, InitiativeTests
from ddtender.model.risks import RiskLists, RiskParts, RiskProducts

#: The id of a provision in a file that cannot be read: it exists, so references to it are not unknown.
_ID = re.compile(rb"[\r\n]id:[ \t]*[\"']?([a-z.0-9-]+)")
#: So many files are kept as they were read: those of a library of our size, and of some others.
_KEPT = 512


# A process reads the same files again and again: for each command of a session, for every release and revision.


@lru_cache(maxsize=_KEPT)
def value_of(reader: ReadsFile[Read], path: str, content: bytes) -> tuple[Read | None, tuple[Diagnostic, ...]]:
    source, findings = decode(path, content)
    if source is None:
        return None, tuple(findings)
    value, more = reader(source)
    return value, (*findings, *more)


@lru_cache(maxsize=_KEPT)
def _provision_and_ids(
    path: str, kind: Kind, content: bytes
) -> tuple[Provision | None, frozenset[str], tuple[Diagnostic, ...]]:
    """A provision; where it cannot be read, the ids that stand in its file."""
    source, findings = decode(path, content)
    if source is None:
        plain = content.replace(b"\0", b"")  # of UTF-16 the letters of an id are left
        return None, frozenset(match.decode() for match in _ID.findall(plain)), tuple(findings)
    provision, id_, more = read_provision(source, kind)
    ids = frozenset({id_} if id_ and provision is None else ())
    return provision, ids, (*findings, *more)


#: What is read of a source and its translation as one text (``languages.reading``), which is the same as long as both
#: are: it is read to find what is wrong with it, and again where its words are wanted.
_KEPT_IN_LANGUAGES = 4 * _KEPT


@lru_cache(maxsize=_KEPT_IN_LANGUAGES)
def _value_in(reader: ReadsFile[Read], text: SourceText) -> tuple[Read | None, tuple[Diagnostic, ...]]:
    value, findings = reader(text)
    return value, tuple(findings)


@lru_cache(maxsize=_KEPT_IN_LANGUAGES)
def _provision_in(kind: Kind, text: SourceText) -> tuple[Provision | None, tuple[Diagnostic, ...]]:
    provision, _, findings = read_provision(text, kind)
    return provision, tuple(findings)


class Loading:
    """What has been found so far: values by kind, findings, what is broken and what is not there."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        procedure: str | None,
        templates: Sequence[str],
        known: Mapping[str, Provision],
        language: str = "",
    ) -> None:
        self.files, self.procedure, self.templates, self.known = files, procedure, templates, known
        self.language = language
        self.findings: list[Diagnostic] = []
        self.info: LibraryInfo | None = None
        self.found: dict[str, list] = {
            "provisions": [],
            "parameters": [],
            "forms": [],
            "scenarios": [],
            "procedures": [],
            "templates": [],
            "reviews": [],
            "market": [],
            "dialogue": [],
            "letters": [],
            "initiatives": [],
            "legal_bases": [],
            "national": [],
            "law": [],
            "decisions": [],
        }
        self.broken: set[str] = set()
        self.absent: set[str] = set()

    def read(self, path: str) -> None:
        pure = PurePosixPath(path)
        folder, suffix = str(pure.parent), pure.suffix.lower()
        if path == self.procedure or (folder == PROCEDURES and suffix in (".yaml", ".yml")):
            self._yaml(path, "procedures", procedures.read_procedure)
        elif path == INFO:
            self.info = self._one(path, documents.read_info)
        elif path == PARAMETERS:
            self.found["parameters"].extend(self._one(path, documents.read_parameters) or ())
        elif path == LEGAL_BASES:
            self.found["legal_bases"].extend(self._one(path, documents.read_legal_bases) or ())
        elif folder == REPLY_FORMS and suffix == ".yaml":
            self._yaml(path, "forms", documents.read_reply_form)
        elif folder == NATIONAL and suffix == ".yaml":
            self._yaml(path, "national", documents.read_national)
        elif folder == LAW and pure.name in LAW_FILES:
            self._yaml(path, "law", read_law)
        elif folder == REVIEWS and suffix == ".yaml":
            self._yaml(path, "reviews", documents.read_review)
        elif folder == DECISIONS and suffix == ".yaml":
            self.found["decisions"].extend(self._one(path, documents.read_decisions) or ())
        elif folder == QUESTIONNAIRES and suffix == ".yaml":
            self._yaml(path, "market", read_market_file)
        elif folder == LETTERS and suffix == ".yaml":
            self._yaml(path, "letters", read_invitation)
        elif folder == DIALOGUE and suffix == ".yaml":
            self._yaml(path, "dialogue", read_dialogue)
        elif folder == RISKS and suffix == ".yaml":
            self._yaml(path, "market", read_risks_file)
        elif folder == INITIATIVES and suffix == ".yaml":
            self._yaml(path, "initiatives", read_initiatives_file)
        elif folder == SCENARIOS and suffix == ".yaml":
            self._yaml(path, "scenarios", documents.read_scenario)
        elif path in self.templates:
            self._template(path, pure.stem)
        elif suffix == ".md" and (kind := provision_kind(path)):
            self._provision(path, kind)
        elif pure.is_relative_to(LANGUAGES) or (suffix == ".yaml" and str(pure.parent.parent) == REVIEWS):
            pass  # read where a language is asked for, and with all others below (``findings_in_languages``)
        elif path != MARKET_TEMPLATE and (pure.is_relative_to(LIBRARY) or folder in (SCENARIOS, TEMPLATES)):
            self._unexpected(path)

    def _one(self, path: str, reader: ReadsFile[Read]) -> Read | None:
        translated = source_in(self.files, path, self.language) if self.language else None
        if translated is not None:
            value, findings = _value_in(reader, translated)
        else:
            value, findings = value_of(reader, path, self.files[path])
        self.findings += findings
        return value

    def _yaml(self, path: str, where: str, reader: ReadsFile) -> None:
        value = self._one(path, reader)
        if value is not None:
            self.found[where].append(value)

    def _provision(self, path: str, kind: Kind) -> None:
        if path in self.known:
            self.found["provisions"].append(self.known[path])
            return
        if self.language and (translated := source_in(self.files, path, self.language)) is not None:
            provision, found = _provision_in(kind, translated)
            self.findings += found
            self.found["provisions"] += [provision] if provision is not None else []
            return
        provision, ids, findings = _provision_and_ids(path, kind, self.files[path])
        self.findings += findings
        if provision is not None:
            self.found["provisions"].append(provision)
        self.broken |= ids

    def _template(self, path: str, name: str) -> None:
        template, findings = read_template(path, name, self.files[path])
        self.findings += findings
        if template is not None:
            self.found["templates"].append(template)

    def _unexpected(self, path: str) -> None:
        if PurePosixPath(path).name.lower() in ("readme.md", "changelog.md"):
            return
        self.findings.append(
            Diagnostic(
                UNEXPECTED_FILE,
                Location(path),
                "this file is not read",
                "Move it into the folder of its kind, or out of the library.",
            )
        )

    def library(self) -> Library:
        self._missing()
        self._market_ids()
        self._risk_names()
        known = self._initiatives()
        origins = origins_of(self.files)
        info = inherited(self.info or LibraryInfo("unnamed library", "0.0.0", Location(INFO)), origins)
        self.found["provisions"] = as_retired(self.found["provisions"], origins)
        found = {name: tuple(values) for name, values in self.found.items()}
        return Library(
            info,
            found["provisions"],
            found["parameters"],
            found["forms"],
            found["scenarios"],
            found["procedures"],
            found["templates"],
            found["reviews"],
            frozenset(self.broken),
            frozenset(f.location.path for f in self.findings if f.severity is Severity.ERROR) | self.absent,
            found["legal_bases"],
            found["decisions"],
            found["national"],
            found["letters"],
            known,
            origins,
            known_law(found["law"]),
        )

    def _initiatives(self) -> Initiatives:
        """What is known of initiatives, with what their files say of each other and of the rest of the library."""
        read: list = self.found["initiatives"]
        market = self.found["market"]
        known, findings = initiatives_of(read, products_in(market))
        provisions: dict[str, Provision] = {}
        for provision in self.found["provisions"]:
            provisions.setdefault(provision.id, provision)
        parameters = self.found["parameters"]
        self.findings += findings
        if len(read) < sum(path.startswith(f"{INITIATIVES}/") and path.endswith(".yaml") for path in self.files):
            read = [file for file in read if not isinstance(file.value, InitiativeTests)]  # it may name the one unread
        self.findings += unknown_in_initiatives(read, known, provisions, self.broken, parameters, market)
        return known

    def _risk_names(self) -> None:
        """What the files of risks say of each other."""
        read = self.found["market"]
        parts = [one for one in read if isinstance(one, RiskParts)]
        products = [one for one in read if isinstance(one, RiskProducts)]
        for lists in (one for one in read if isinstance(one, RiskLists)):
            self.findings += unknown_names(lists, parts, products)

    def _market_ids(self) -> None:
        """Of two questionnaires, or two lists of risks, with one id the answers could not be told apart."""
        first: dict[tuple[type, str], Location] = {}
        for thing in self.found["market"]:
            earlier = first.setdefault((type(thing), getattr(thing, "id", "")), thing.location)
            if earlier is not thing.location:
                message = f"another file has the id '{getattr(thing, 'id', '')}' already"
                hint = f"It stands in {earlier.path}; give one of the two an id of its own."
                self.findings.append(Diagnostic(DUPLICATE_ID, thing.location, message, hint))

    def _missing(self) -> None:
        scenarios = self.found["scenarios"]
        for missing in missing_sources(self.files, self.templates, self.found["provisions"], scenarios):
            self.findings.append(missing.finding)
            self.absent.update(missing.paths)
            self.broken |= missing.ids
