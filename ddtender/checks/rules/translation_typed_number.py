"""No number of a provision is typed in a translation, and the words of a reference are a form of its kind.

For languages whose lexicon has `references`: nl, fr, de, nb.
"""

import re
from collections.abc import Iterator

from ddtender.checks.translations import TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind
from ddtender.model.text import OBJECT
from ddtender.words.lexicon import folded

TRANSLATION_TYPED_NUMBER = Code(
    "translation-typed-number",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A translation types the number of a provision, or refers to one by words that are no form of its kind.",
    why="Numbers are counted anew in every composition, and a word that is not listed may be that of another kind.",
    mend="Write `[](#id)`, or `[form](#id)` with a form that stands under `references` in the lexicon of the language.",
)


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    if not (kinds := one.lexicon.lists("references")):
        return
    forms = one.lexicon.one_of(*kinds)
    typed = re.compile(rf"\b{forms}\s+(?:n[°ºo]\.?\s*)?[A-Z]?\d", re.IGNORECASE)
    for passage in one.passages:
        for match in typed.finditer(passage.own.text):
            message = f"'{match[0].replace(OBJECT, '…')}…' is a number that is typed"
            yield Diagnostic(TRANSLATION_TYPED_NUMBER, passage.place(match.start()), message, "Write `[](#id)`.")
        for reference in passage.own.references:
            target = one.library.by_id.get(reference.target)
            if not reference.words or target is None or target.kind is Kind.DEFINITION:
                continue
            listed = one.lexicon.words(f"references.{target.kind.prefix}")
            if _plain(reference.words) not in set(map(_plain, listed)):
                message = f"'{reference.words}' is not listed as a form for this kind"
                hint = f"Use one of {', '.join(listed) or 'none yet'}, or add it to `references.{target.kind.prefix}`."
                yield Diagnostic(TRANSLATION_TYPED_NUMBER, reference.location, message, hint)


def _plain(words: str) -> str:
    return folded(" ".join(words.replace("’", "'").split()))
