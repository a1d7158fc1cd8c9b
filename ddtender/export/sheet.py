"""The sheet: one file for a browser, from which an officer fills in the form of a platform, field by field."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from ddtender.export.notice import Notice
from ddtender.export.sheet_rows import SheetRow, sections
from ddtender.render.pages import PageAssets
from ddtender.stamp import Stamp
from ddtender.words import SOURCE, Language


def sheet(notice: Notice, stamp: Stamp) -> bytes:
    """The bytes of the sheet, in UTF-8; the same values give the same bytes. It needs no script, no other file and no
    network; what is missing stands where it belongs, with the question to answer."""
    language = notice.resolved.language
    assets = PageAssets("ddtender.export", "sheet.html.jinja", "sheet.css", "sheet.js")
    made = sections(notice)
    page = assets.template().render(
        policy=assets.policy,
        style=assets.style,
        script=assets.script,
        say=language.say,
        tag=language.tag,
        own_names=language.tag.partition("-")[0] == SOURCE,
        title=notice.facts.title or language.say("export.sheet.untitled"),
        mark="" if stamp.final else language.say("layout.mark.draft"),
        sections=made,
        gaps=notice.gaps,
        lots=notice.lots,
        sdk=notice.sdk,
        expires=language.date(notice.sdk.taken_until),
        moment=Markup('<time datetime="{0:%Y-%m-%dT%H:%M:%SZ}">{0:%Y-%m-%d %H:%M} UTC</time>').format(stamp.moment),
        keyed=_keyed,
        counted=partial(_counted, language),
    )
    return page.encode("utf-8", "replace")  # a lone surrogate has no UTF-8


def _keyed(text: str) -> Markup:
    """A text in which keys stand between backticks."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(one) if n % 2 else one for n, one in enumerate(parts))


def _counted(language: Language, row: SheetRow) -> str:
    """How many characters a value has of those that its field takes: "3,255 of 6,000"; "" where it takes any."""
    if not row.field.limit or row.code:
        return ""
    from babel.numbers import format_decimal

    used, limit = (format_decimal(n, locale=language.locale) for n in (len(row.value), row.field.limit))
    return language.say("export.sheet.count", used=used, limit=limit)
