"""Capital letters promise a definition. Names of organisations and laws stand in `proper_names` of library.yaml."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from ddtender.checks import Wording
from ddtender.checks.passages import Suggestions, form_passages
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.terms import Spellings
from ddtender.words import Lexicon

UNDEFINED_TERM = Code(
    "undefined-term",
    Topic.TERMS,
    Severity.ERROR,
    "A capitalised term has no definition.",
    why="Capitals tell the reader that a definition exists.",
    mend="Add a definition, write the word in lower case, or list a name under `proper_names` in library.yaml.",
)

_MEND = "Add a definition, write it in lower case, or list a name under `proper_names` in library.yaml."
#: A word that may begin with a capital: its first letter is none of a to z.
_WORD = re.compile(r"(?<![\w'’-])[\d_'’-]*([^\W\d_a-z][\w'’-]*)")
#: The plainest beginning of a sentence; most texts have no other capitals once the known terms are out of them.
_BEGUN = re.compile(r"[.!?:]\s[A-Z]")
_SENTENCE = re.compile(r"(?:\A|[.!?:][\"'”’)\]]*\s|\n)[\s\"'“‘(\[]*")


class Capitals:
    """The words of a language that promise no definition although they have a capital."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.known = (*lexicon.words("labels.names"), *lexicon.needed("capitals.known"))
        self.plain = frozenset(lexicon.needed("capitals.plain"))
        #: Words that open a sentence before a term without being part of it.
        self.openers = frozenset(lexicon.needed("capitals.openers"))


capitals = cache(Capitals)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    if not wording.told:
        return
    words = capitals(wording.lexicon)
    terms = [spelling for definition in wording.definitions for spelling in definition.terms]
    known = Spellings([*terms, *wording.info.proper_names, *wording.info.labels, *words.known])
    suggest = Suggestions(terms)
    capitalised: dict[str, tuple[tuple[int, str], ...]] = {}
    for passages in chain(map(wording.passages, wording.provisions), map(form_passages, wording.reply_forms)):
        reported = set()
        for passage in passages:
            text = passage.prose.text
            if text not in capitalised:  # many provisions have the same evidence and KPIs
                capitalised[text] = tuple(_capitalised(_without(known, text), words))
            for start, term in capitalised[text]:
                if term not in reported:
                    reported.add(term)
                    message = f"'{term}' has capital letters but no definition"
                    hint = suggest(term, _MEND)
                    yield Diagnostic(UNDEFINED_TERM, passage.prose.locate(start), message, hint)


def _without(known: Spellings, text: str) -> str:
    """The text with every known term put into small letters, so that offsets stay as they are."""
    pieces, position = [], 0
    for start, end, _ in known.find(text):
        pieces += [text[position:start], "x" * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


def _capitalised(text: str, words: Capitals) -> Iterator[tuple[int, str]]:
    """Words or runs of words that begin with a capital although no sentence begins there."""
    return iter(()) if _BEGUN.sub("", text[1:]).islower() else _found(text, words)


def _found(text: str, known: Capitals) -> Iterator[tuple[int, str]]:
    words = [(match.start(1), match.group(1)) for match in _WORD.finditer(text)]
    sentences = {match.end() for match in _SENTENCE.finditer(text)} if words else set()
    run: list[tuple[int, str]] = []
    end = 0
    for start, word in words:
        if run and text[end:start].strip(" \n\xa0"):
            yield from _term(run, sentences, known)
            run = []
        if _is_name(word, known) and not (run and start in sentences):
            run.append((start, word))
        else:
            yield from _term(run, sentences, known)
            run = [(start, word)] if _is_name(word, known) else []
        end = start + len(word)
    yield from _term(run, sentences, known)


def _is_name(word: str, known: Capitals) -> bool:
    """Whether a word is capitalised like a term: not an abbreviation, not with digits, not one that is always so."""
    if not word[0].isupper() or len(word) == 1 or word in known.plain or re.search(r"\d", word):
        return False
    return not any(sum(letter.isupper() for letter in part) > 1 for part in word.split("-"))


def _term(run: list[tuple[int, str]], sentences: set[int], known: Capitals) -> Iterator[tuple[int, str]]:
    if run and run[0][0] in sentences and (len(run) == 1 or run[0][1] in known.openers):
        run = run[1:]
    if run:
        yield run[0][0], " ".join(re.sub(r"['’]s$", "", word) for _, word in run)
