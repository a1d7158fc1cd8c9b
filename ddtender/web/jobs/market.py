"""The jobs of the market: what suppliers sent back is scored, and papers for talks are written."""

from __future__ import annotations

from datetime import date
from typing import Any

from ddtender.desk.market import market_folder as desk
from ddtender.desk.market.market_folder import MarketWritten
from ddtender.web.jobs.running import Doing
from ddtender.web.shown.finding_rows import finding_rows


def assess(doing: Doing) -> dict[str, Any]:
    """Score the returned forms and recommend a scenario, as `ddtender assess` does; with a ``year`` those that were
    asked for again."""
    doing.tell("web.job.scoring")
    year = doing.asked.get("year")
    if year is not None:
        return _told(desk.assess_again(doing.root, doing.folder, year))
    return _told(desk.assess(doing.root, doing.folder, doing.asked["maturity"]))


def talk(doing: Doing) -> dict[str, Any]:
    """Write a paper for talks, as `ddtender agenda`, `programme` and `brand-letter` do."""
    doing.tell("web.job.writing")
    asked = doing.asked
    match asked["what"]:
        case "meeting" | "supplier":
            made = desk.meeting(doing.root, doing.folder, asked.get("supplier") or None, asked.get("meeting") or None)
        case "programme":
            made = desk.programme(doing.root, doing.folder)
        case _:
            day = date.fromisoformat(asked["answer_by"]) if asked.get("answer_by") else None
            named = (asked.get("brand") or None, asked.get("reseller") or None)
            made = desk.letter(doing.root, doing.folder, *named, day)
    return _told(made)


def _told(made: MarketWritten) -> dict[str, Any]:
    return {"written": [*made.written], "aside": [*made.aside], "findings": finding_rows(made.findings)}
