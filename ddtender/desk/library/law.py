"""What law asks of businesses and public buyers, as the library knows it: for a terminal, for programs, as a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from ddtender import workspace as door
from ddtender.compose.national import national_at
from ddtender.desk.errors import Misused
from ddtender.desk.sources import library_of, market_template, procedure_at, source_if_there, template_errors
from ddtender.library.places import LAW

if TYPE_CHECKING:
    from ddtender.model import Library
    from ddtender.model.law import BuyersDuty, BuyersLaw, KnownLaw
    from ddtender.words import Language


class LawAsked(Struct, frozen=True):
    """The library, and the country that is asked about: its code and its name, both "" for all of them."""

    library: Library
    country: str = ""
    name: str = ""

    @property
    def law(self) -> KnownLaw:
        return self.library.law

    @property
    def duties(self) -> tuple[BuyersDuty, ...]:
        if self.law.buyers is None:
            return ()
        return self.law.buyers.of(self.country) if self.country else self.law.buyers.duties


def asked(root: Path, country: str | None, procedure: Path | None) -> LawAsked:
    """What the library knows, of a country (a code such as nl), of that of a procedure file, or of all (also
    where that file names none). Raises Refused, Misused where the library knows nothing or the code is none."""
    library = library_of(root)
    if library.law.timeline is None and library.law.buyers is None and library.law.steps is None:
        raise Misused(f"this library knows no laws on due diligence: {LAW} has none of the files on them.")
    code = (country or "").strip().lower()
    if not code and procedure is not None:
        stated = procedure_at(procedure).facts.get("country")
        code = str(stated[0]) if stated else ""
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise Misused(f"'{code}' is no country: write two letters, such as nl.", "--country")
    return LawAsked(library, code, country_name(library, code))


class NationalDuty(Struct, frozen=True):
    """What is known of a duty of public buyers in a ``country`` ("" where none is named): its duties, and the codes of
    the countries of which one is known."""

    country: str
    duties: tuple[BuyersDuty, ...]
    known: tuple[str, ...]

    @property
    def said(self) -> str:
        """One line of a terminal."""
        if not self.country:
            known = " or ".join(f"`country: {code}`" for code in self.known)
            return f"Is there a national duty of public buyers? Duties are known with {known}: `ddtender law`."
        show = f"`ddtender law --country {self.country}`"
        if not self.duties:
            return f"Of a duty of public buyers in '{self.country}' nothing is known here; ask your lawyers ({show})."
        titles = "; ".join(f"{one.place}: {one.title}" for one in self.duties)
        return f"Duties of public buyers, by the manual of 2025, not checked since: {titles} ({show})."

    def as_json(self) -> dict[str, Any]:
        return {"country": self.country or None, "duties": to_builtins(self.duties), "known": list(self.known)}


def national_duty(root: Path, country: str) -> NationalDuty | None:
    """What is known of a duty in a country; None where the library knows of none at all. Raises Refused."""
    law = buyers_law(root)
    return None if law is None else NationalDuty(country, law.of(country), tuple(law.places))


def buyers_law(root: Path) -> BuyersLaw | None:
    """The duties of public buyers, read alone; None where the library has no such file. Raises Refused."""
    from ddtender.library.law import read_law

    return source_if_there(root, f"{LAW}/public-buyers.yaml", read_law)


def country_name(library: Library, code: str) -> str:
    """The name of a country that the library knows anything of; else its code."""
    if (national := national_at(library, code)) is not None and national.country:
        return national.country
    return (library.law.buyers.places.get(code, "") if library.law.buyers else "") or code.upper()


def sheet(root: Path, of: LawAsked, words: Language) -> bytes:
    """The Word document with the timeline as a picture, in a language."""
    from ddtender.library.loader import load_in
    from ddtender.market.law_sheet import law_sheet
    from ddtender.words import SOURCE

    library, name = of.library, of.name
    if words.tag != SOURCE:
        library = load_in(words.tag, door.read_sources(root).files, of.library)
        name = words.country_name(of.country, of.name) if of.country else ""
    with template_errors():
        return law_sheet(
            library.law,
            library.by_id,
            of.country,
            name,
            market_template(root),
            door.today(),
            door.moment_of(root),
            words,
        )


def as_json(of: LawAsked) -> dict[str, Any]:
    """The object of ``law --format json``: everything that the files say, of one country only its duties."""
    law, duties = to_builtins(of.law), to_builtins(of.duties)
    found: dict[str, Any] = {"country": of.country or None, "timeline": law["timeline"], "steps": law["steps"]}
    if law["buyers"]:
        found["buyers"] = law["buyers"] | {"duties": duties}
    for part in ("timeline", "steps", "buyers"):
        if found.get(part):
            found[part].pop("location", None)
    return found
