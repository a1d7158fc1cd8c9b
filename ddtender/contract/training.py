"""The duties of one contract at a glance, for those who are to manage it (manual 3.4, lesson 4)."""

from __future__ import annotations

from ddtender.contract.plan import RegisterPlan
from ddtender.layout.named import titled
from ddtender.model import Kind
from ddtender.render.outline import PaperPart
from ddtender.words import Language


def duties_part(plan: RegisterPlan, language: Language) -> PaperPart:
    """A row a clause: its name, how many indicators it has, and its first date."""
    say = language.say
    rows = []
    for clause in plan.clauses:
        days = [row.on for row in plan.rows if row.clause == clause.id and row.on and not row.dropped]
        rows.append(
            (
                titled(Kind.CONTRACT, clause.shown_number, clause.title, language),
                say("dialogue.duties.number", number=len(clause.indicators)),
                language.date(min(days)) if days else say("dialogue.duties.none"),
            )
        )
    columns = [say(f"dialogue.duties.columns.{name}") for name in ("clause", "indicators", "first")]
    return PaperPart(say("dialogue.duties.heading"), say("dialogue.duties.lead"), columns, rows, (60, 20, 20))
