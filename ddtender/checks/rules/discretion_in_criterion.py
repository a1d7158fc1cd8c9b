"""What a Tender is judged by is said beforehand, and not left to the authority's judgement on the day."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.vocabulary import words_of
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.words.lexicon import folded

DISCRETION_IN_CRITERION = Code(
    "discretion-in-criterion",
    Topic.TEXT,
    Severity.WARNING,
    "A criterion or specification leaves to the authority's discretion what meets it.",
    why=(
        "Criteria may not leave the authority free to choose as it likes; what all Tenderers cannot read alike is not "
        "equal treatment."
    ),
    mend="Say by which facts it is decided, and leave the words of discretion out.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    views = {folded(word) for word in wording.lexicon.needed("lawyers.views")}
    for found in words_of(wording, "discretion", "lawyers.discretion", "lawyers.judges"):
        if folded(found.word) in views and found.is_of_tenderer(wording.lexicon):
            continue  # what the Tenderer thinks
        message = f"'{found.word}' leaves to the authority what meets '{found.provision.id}'"
        hint = "Say by which facts it is decided."
        yield Diagnostic(DISCRETION_IN_CRITERION, found.location, message, hint)
