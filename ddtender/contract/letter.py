"""The letter to whoever manages a contract: what the library has in the place of the contract's words now, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from ddtender.history.diff import PartDiff
from ddtender.history.of_contract import ContractSince, LibraryThen, Listed, OtherKept, ProvisionKept
from ddtender.history.report import marked, plain_markdown
from ddtender.render.report import Report
from ddtender.words import Language

#: Kinds whose provisions go by their numbers in documents.
_NUMBERED = ("specification", "selection", "award", "contract")


def as_word(since: ContractSince, template: bytes, language: Language) -> bytes:
    """A .docx in the look of ``template``. Raises PackageError when that is not a document."""
    say = _Saying(since, language)
    report = Report(template, language, say("title"), ", ".join(since.facts.values()), since.facts.get("reference", ""))
    report.facts(*say.head())
    report.paragraph(say("lead"))
    report.paragraph(say.verdict())
    for one in since.changed:
        report.heading(say.name(one))
        report.facts(*say.told(one))
        rows = [(say.part(part), *say.sides(part)) for part in one.change.parts] if one.change else []
        if rows:
            headings = [say(f"columns.{name}") for name in ("part", "then", "now")]
            report.table(headings, rows, (14, 43, 43), say("parts"))
    if since.changed_others:
        report.heading(say("others.heading"))
        report.paragraph(say("others.lead"))
        report.table(say.columns("others", "id", "then", "now"), [*say.others()], (50, 30, 20), say("others.heading"))
    report.heading(say("same.heading"))
    rows = [*say.same()]
    report.paragraph(say("same.lead" if rows else "same.none"))
    if rows:
        headings = say.columns("same", "title", "id", "version", "approved")
        report.table(headings, rows, (39, 31, 10, 20), say("same.heading"))
    return report.finish(datetime.combine(since.now.on, time(), UTC))


def as_markdown(since: ContractSince, language: Language) -> str:
    """The same as text that Markdown prints as it stands; what went is struck out, what came is bold."""
    say = _Saying(since, language)
    lines = [f"# {plain_markdown(say('title'))}", "", *_facts(say.head()), "", say("lead"), "", say.verdict()]
    for one in since.changed:
        lines += ["", f"## {plain_markdown(say.name(one))}", "", *_facts(say.told(one))]
        for part in one.change.parts if one.change else ():
            lines += ["", f"{say.part(part)}:", "", "> " + marked(part).replace("\n", "  \n> ")]
    if since.changed_others:
        lines += ["", f"## {say('others.heading')}", "", say("others.lead"), ""]
        lines += _table(say.columns("others", "id", "then", "now"), say.others())
    same = [*say.same()]
    lines += ["", f"## {say('same.heading')}", "", say("same.lead" if same else "same.none")]
    if same:
        lines += ["", *_table(say.columns("same", "title", "id", "version", "approved"), same)]
    return "\n".join([*lines, ""])


def _facts(rows: Iterator[tuple[str, str]]) -> list[str]:
    return [f"- {label}: {plain_markdown(text)}" for label, text in rows]


def _table(headings: list[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    cells = ([plain_markdown(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)
    return [f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *cells)]


class _Saying:
    """What the letter says, in one language, whatever it is written in."""

    def __init__(self, since: ContractSince, language: Language) -> None:
        self.since, self.language = since, language

    def __call__(self, phrase: str, **places: object) -> str:
        return self.language.say(f"since.{phrase}", **places)

    def columns(self, table: str, *names: str) -> list[str]:
        return [self(f"{table}.columns.{name}") for name in names]

    def head(self) -> Iterator[tuple[str, str]]:
        for key, text in self.since.facts.items():
            yield self(f"head.{key.partition('.')[0]}"), text
        yield self("head.scenario"), self.since.scenario
        for name, side in (("then", self.since.then), ("now", self.since.now)):
            yield self(f"head.{name}"), self._library(side)

    def _library(self, side: LibraryThen) -> str:
        return self("head.library", version=side.version, revision=side.revision, day=side.on)

    def verdict(self) -> str:
        count = len(self.since.changed) + len(self.since.changed_others)
        return self("verdict.changed", number=count) if count else self("verdict.same")

    def name(self, one: ProvisionKept) -> str:
        if one.listed.kind not in _NUMBERED:
            return one.provision.title
        named = self.language.say(f"layout.named.{one.listed.kind}", number=one.listed.number)
        return self.language.say("layout.named.with_title", provision=named, title=one.provision.title)

    def told(self, one: ProvisionKept) -> Iterator[tuple[str, str]]:
        """What there is to know of a changed provision, but for its words."""
        change = one.change
        assert change is not None
        yield self("identifier"), one.listed.id
        yield self("in_contract"), self._then(one.listed)
        places = {"retired": {"why": one.now.provision.retired if one.now else ""}, "renamed": {"id": change.id}}
        yield self("parts"), self(f"what.{change.what}", **places.get(change.what, {}))
        if one.split_into:
            yield self("split_into"), ", ".join(one.split_into)
        if one.now is not None:
            yield self("now"), self._now(one)
            reasons = (self("why_one", version=c.version, day=c.on, why=c.why) for c in change.reasons)
            yield self("why"), "\n".join(reasons) or self("no_reason")

    def _then(self, listed: Listed) -> str:
        if not listed.by:
            return self("version", version=listed.version)
        return self("approved", version=listed.version, by=listed.by, day=listed.on)

    def _now(self, one: ProvisionKept) -> str:
        assert one.now is not None
        review, version = one.now.review, one.now.version
        if one.now.state.name == "APPROVED" and review is not None:
            return self("approved", version=version, by=review.reviewer, day=review.on)
        state = self.language.say(f"common.states.{one.now.state.name.lower()}")
        return self("state", version=version, state=state)

    def part(self, part: PartDiff) -> str:
        return self(f"part.{part.name.replace(' ', '_')}")

    def sides(self, part: PartDiff) -> tuple[str, str]:
        """A part in full, as it was and as it is."""
        old = "".join(piece.text for piece in part.pieces if piece.op != "insert")
        new = "".join(piece.text for piece in part.pieces if piece.op != "delete")
        return old or self("nothing"), new or self("nothing")

    def others(self) -> Iterator[tuple[str, ...]]:
        for one in self.since.changed_others:
            yield one.listed.id, self._by(one.listed), self(f"others.{_what(one)}")

    def _by(self, listed: Listed) -> str:
        return self("others.who", by=listed.by, day=listed.on) if listed.by else self("others.nobody")

    def same(self) -> Iterator[tuple[str, ...]]:
        for one in self.since.provisions:
            if not one.change:
                listed = one.listed
                yield self.name(one), listed.id, listed.version, self._by(listed)


def _what(one: OtherKept) -> str:
    return "gone" if one.now is None else "changed"
