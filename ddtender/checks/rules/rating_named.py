"""A rating of a business has no published requirements, so nobody can show that another one is equivalent."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.rules.label_without_equivalent import equivalents
from ddtender.checks.rules.rating_decides import Ratings, ratings
from ddtender.checks.vocabulary import WordFound, words_of
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

RATING_NAMED = Code(
    "rating-named",
    Topic.SCORING,
    Severity.WARNING,
    "A criterion or specification asks for a rating of a business or a membership in an organisation.",
    why=(
        "A rating is about a whole business, and its requirements are not published in a way that would let others "
        "show an equivalent."
    ),
    mend="Ask for what the rating stands for, as far as it concerns the Goods; the rating may be one proof of many.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    itself, closed = wording.lexicon.expression("authority_is"), ratings(wording.lexicon, wording.info.ratings)
    for found in words_of(wording, "rating", "lawyers.ratings", "lawyers.members"):
        if itself.search(found.before):
            continue  # the authority itself is the member
        if _is_told(closed, found, wording):
            continue  # that it decides is told, or it decides nothing
        message = f"'{found.provision.id}' asks for '{found.word}', of which nobody can show an equivalent"
        hint = "Ask for what it stands for, as far as it concerns the Goods."
        yield Diagnostic(RATING_NAMED, found.location, message, hint)


def _is_told(closed: Ratings, found: WordFound, wording: Wording) -> bool:
    """Whether a rating is one of the library's, and its text does not accept equivalents, of which nobody can show one;
    then ``rating-decides`` judges it."""
    return bool(closed.named.fullmatch(found.word)) and not equivalents(wording.lexicon).accepts(
        found.passage.prose.text
    )
