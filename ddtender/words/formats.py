"""How a language writes values where its ``formats.yaml`` does not say: as CLDR has it for its country, by babel."""

from __future__ import annotations

from collections.abc import Mapping

#: What a country writes in its own way, whatever the language of the neighbours has: Swiss German 4.5, German 4,5.
TERRITORIAL = frozenset({"locale", "decimal", "percent", "spelling"})


def is_known(tag: str) -> bool:
    """Whether CLDR knows how the language of a tag writes dates and numbers."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return False
    return True


def usual_formats(tag: str) -> Mapping[str, str]:
    """The formats of a language tag (BCP 47), under the keys of ``formats.yaml``; none where CLDR knows no such
    language."""
    from babel import Locale

    if not is_known(tag):
        return {}
    locale = Locale.parse(tag, sep="-")
    percent = locale.percent_formats[None].pattern
    before = percent.partition("#")[0]
    after = percent[len(percent.rstrip("%\u00a0\u202f ")) :]
    return {
        "locale": tag,
        "date": locale.date_formats["long"].pattern,
        "decimal": locale.number_symbols["latn"]["decimal"],
        "percent": f"{before}{{number}}{after}",
    }
