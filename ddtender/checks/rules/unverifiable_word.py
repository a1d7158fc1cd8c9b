"""What is pass or fail, or earns points, is measured by words that two readers measure alike."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.vocabulary import WordFound, words_of
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

UNVERIFIABLE_WORD = Code(
    "unverifiable-word",
    Topic.TEXT,
    Severity.WARNING,
    "A criterion or specification uses a word that nobody can verify, such as clear, short, appropriate or key.",
    why=("What Tenderers state must be open to verification, and a criterion must have one reading only."),
    mend="Put a number, a date or a list of contents in its place, or leave the word out.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    explains = wording.lexicon.expression("explains")
    for found in words_of(wording, "unverifiable", "lawyers.unverifiable", "lawyers.stressed"):
        if explains.match(found.behind) or _defined(found, wording):
            continue
        message = f"'{found.word}' in '{found.provision.id}' cannot be verified"
        hint = "Put a number, a date or a list of contents in its place, or leave it out."
        yield Diagnostic(UNVERIFIABLE_WORD, found.location, message, hint)


def _defined(found: WordFound, wording: Wording) -> bool:
    """Whether the provision says elsewhere what the word means with the noun behind it: a key component is one …"""
    noun = re.match(r"\s+(\w+)", found.behind)
    if not noun:
        return False
    said = wording.lexicon.expression("says_of", term=re.escape(found.word) + r"\s+" + re.escape(noun[1]))
    return any(said.search(passage.prose.text) for passage in wording.passages(found.provision))
