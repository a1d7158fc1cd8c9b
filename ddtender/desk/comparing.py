"""A translation held against its source, provision by provision."""

from __future__ import annotations

from collections.abc import Mapping

from ddtender.checks.rules import TRANSLATION_RULES
from ddtender.checks.translations import TranslatedProvision, run_on_translation
from ddtender.desk.speaking import Spoken, spoken
from ddtender.diagnostics import Diagnostic
from ddtender.library.languages.files import translations
from ddtender.library.languages.kinds import languages_in
from ddtender.model import Library
from ddtender.words import SOURCE, language


def compared(said: Spoken, files: Mapping[str, bytes], library: Library) -> list[Diagnostic]:
    """What the rules find in the translations of a library that are complete and of its words as they are now."""
    if said.tag == SOURCE:
        return []
    whole = {one.id for one in translations(files, said.tag) if one.path and not one.missing and not one.is_stale}
    found: list[Diagnostic] = []
    for own in said.library.provisions:
        if own.id in whole and own.id in library.by_id:
            lexicons = (said.language.lexicon, language().lexicon)
            one = TranslatedProvision(said.tag, own, library.by_id[own.id], said.library, library, *lexicons)
            found += run_on_translation(TRANSLATION_RULES, one)
    return found


def compared_in_all(files: Mapping[str, bytes], library: Library) -> list[Diagnostic]:
    """The same in every language that the library has files of; nothing where the library itself could not be read."""
    if library.broken_files:
        return []
    found = (one for tag in languages_in(files) for one in compared(spoken(tag, files, library), files, library))
    return list(dict.fromkeys(found))
