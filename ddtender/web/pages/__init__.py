"""The pages, a module for each thing that somebody does; every module lists its own."""

from ddtender.web.pages import (
    decisions,
    drafts,
    files,
    issue,
    jobs,
    preview,
    procurement,
    questions,
    record,
    session,
    start,
)

PAGES = (
    *start.PAGES,
    *session.PAGES,
    *procurement.PAGES,
    *preview.PAGES,
    *drafts.PAGES,
    *decisions.PAGES,
    *issue.PAGES,
    *questions.PAGES,
    *record.PAGES,
    *jobs.PAGES,
    *files.PAGES,
)
