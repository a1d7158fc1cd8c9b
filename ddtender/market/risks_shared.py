"""A finished risk worksheet as a file that buyers hand to each other (manual 3.4, lesson 6): who judged what, when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from msgspec import UNSET, Meta, MsgspecError, Struct, json
from msgspec.structs import asdict, astuple, replace

from ddtender.library.risks_said import RiskNames
from ddtender.market.risks_prefill import KINDS, Prefill
from ddtender.market.risks_read import RiskSheet
from ddtender.market.values import clean
from ddtender.model.built import built
from ddtender.model.risks import RiskLists
from ddtender.sheets.plan import Tag, tag_in_plan, tag_of
from ddtender.words import Language

#: A file of somebody else is not read further than this, in bytes, rows of a step, and characters of a text.
MOST_BYTES, MOST_ROWS, MOST_TEXT = 2_000_000, 500, 2000
_Row = TypeVar("_Row", bound=Struct)
_Said = Annotated[str, Meta(min_length=1, max_length=MOST_TEXT)]


class SharedRisks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is handed on: the sheet, whose it is, for which procurement, by which lists, and when it left."""

    form: Literal["ddtender risks 1"] = "ddtender risks 1"
    lists: _Said
    authority: _Said
    procurement: _Said
    shared_on: date
    sheet: RiskSheet
    language: Tag = UNSET

    @property
    def tag(self) -> str:
        """The language that its names are in."""
        return tag_of(self.language)


def share(sheet: RiskSheet, lists: RiskLists, facts: Mapping[str, str], today: date, language: Language) -> bytes:
    """The file. Raises ValueError where it would not say who judged what and when, and for what."""
    named = (("what is bought", sheet.product), ("who filled it in", sheet.by), ("when", sheet.on))
    lacking = [what for what, said in named if not said]
    procurement = ", ".join(filter(None, (facts.get("reference"), facts.get("title"))))
    lacking += [
        what
        for what, said in (("the authority", facts.get("authority_name")), ("the procurement", procurement))
        if not said
    ]
    if sheet.by == language.say("market.risks.example_by"):
        raise ValueError("it is an example of the library that nobody has judged")
    if lacking:
        raise ValueError(f"it does not say {', '.join(lacking)}")
    made = SharedRisks(
        lists=f"{lists.id} {lists.version}",
        authority=facts["authority_name"],
        procurement=procurement,
        shared_on=today,
        sheet=sheet,
        language=tag_in_plan(language.tag),
    )
    return json.format(json.encode(made), indent=2) + b"\n"


def read_shared(content: bytes) -> SharedRisks:
    """A file that another buyer shared, with clean texts. Raises ValueError, with a message, where it is none."""
    if len(content) > MOST_BYTES:
        raise ValueError("it is larger than any worksheet")
    try:
        read = json.decode(content, type=built(SharedRisks))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except (MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    sheet = read.sheet
    steps = (sheet.materials, sheet.places, sheet.risks, sheet.report)
    if any(len(rows) > MOST_ROWS for rows in steps):
        raise ValueError(f"a step has more than {MOST_ROWS} rows")
    cleaned = RiskSheet(
        clean(sheet.product, MOST_TEXT),
        clean(sheet.by, MOST_TEXT),
        clean(sheet.on, MOST_TEXT),
        tuple(map(_cleaned, sheet.materials)),
        tuple(map(_cleaned, sheet.places)),
        tuple(map(_cleaned, sheet.risks)),
        tuple(map(_cleaned, sheet.report)),
    )
    said = {name: clean(getattr(read, name), MOST_TEXT) for name in ("lists", "authority", "procurement")}
    if not all((*said.values(), cleaned.product, cleaned.by, cleaned.on)):
        raise ValueError("it does not say whose it is, of what, by whom or when")
    return replace(read, **said, sheet=cleaned)


def _cleaned(row: _Row) -> _Row:
    """A row whose texts have no control characters, none of them longer than a cell needs."""
    return type(row)(*(clean(text, MOST_TEXT) for text in astuple(row)))


def in_words(shared: SharedRisks, theirs: tuple[RiskLists, Language], own: tuple[RiskLists, Language]) -> SharedRisks:
    """The same with the names of our lists in the place of ``theirs``; what somebody typed stays as it is."""
    names = RiskNames(theirs[0], own[0])
    kinds = {theirs[1].say(f"market.risks.kinds.{kind}"): own[1].say(f"market.risks.kinds.{kind}") for kind in KINDS}
    of = {"kind": kinds, "risk": names.risks, "relevant": names.ratings}
    of |= dict.fromkeys(("stage", "where"), names.stages) | dict.fromkeys(("severity", "likelihood"), names.ratings)

    def said(rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
        return tuple(
            type(row)(*(of.get(name, {}).get(text, text) for name, text in asdict(row).items())) for row in rows
        )

    sheet = shared.sheet
    told = replace(
        sheet,
        materials=said(sheet.materials),
        places=said(sheet.places),
        risks=said(sheet.risks),
        report=said(sheet.report),
    )
    return replace(shared, sheet=told)


def prefill_shared(shared: SharedRisks, language: Language) -> Prefill:
    """The rows of a new worksheet: nothing counts as checked, and no risk as judged, until the officer says so."""
    say, sheet = language.say, shared.sheet
    check = say("market.risks.check_this")
    origin = {"authority": shared.authority, "date": language.date(shared.shared_on)}

    def source(said: str) -> str:
        return say("market.risks.shared_source", source=said or "–", **origin)

    places = {"product": sheet.product, "by": sheet.by, "on": sheet.on, "procurement": shared.procurement}
    return Prefill(
        sheet.product,
        say("market.risks.shared_from", lists=shared.lists, **places, **origin),
        tuple((r.material, r.kind, r.stage, r.why, source(r.source), check) for r in sheet.materials),
        tuple((r.material, r.country, r.share, source(r.source), check) for r in sheet.places),
        tuple(
            (r.material, r.country, r.stage, r.risk, r.known, r.severity, r.likelihood, source(r.source), check)
            for r in sheet.risks
        ),
        tuple((r.risk, "", r.where, r.summary, r.ask, r.require) for r in sheet.report),
    )
