"""The pages, a module for each thing that somebody does; every module lists its own."""

from ddtender.web.pages import (
    decisions,
    drafts,
    facts,
    files,
    issue,
    jobs,
    market,
    preview,
    procurement,
    provisions,
    questions,
    record,
    risks,
    session,
    start,
)

PAGES = (
    *start.PAGES,
    *session.PAGES,
    *procurement.PAGES,
    *risks.PAGES,
    *market.PAGES,
    *facts.PAGES,
    *provisions.PAGES,
    *preview.PAGES,
    *drafts.PAGES,
    *decisions.PAGES,
    *issue.PAGES,
    *questions.PAGES,
    *record.PAGES,
    *jobs.PAGES,
    *files.PAGES,
)
