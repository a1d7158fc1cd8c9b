"""The pages, a module for each thing that somebody does; every module lists its own."""

from ddtender.web.pages import drafts, files, jobs, preview, procurement, session, start

PAGES = (*start.PAGES, *session.PAGES, *procurement.PAGES, *drafts.PAGES, *preview.PAGES, *jobs.PAGES, *files.PAGES)
