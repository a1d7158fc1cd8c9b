"""Words as data: what ddtender itself says in documents, by language. Code holds keys; see phrases.py."""

from ddtender.words.language import Language, language
from ddtender.words.lexicon import Lexicon, NoWords
from ddtender.words.phrases import BEGINS, ENDS, PhraseError
from ddtender.words.pseudo import pseudo
from ddtender.words.written import SOURCE

__all__ = ["BEGINS", "ENDS", "SOURCE", "Language", "Lexicon", "NoWords", "PhraseError", "language", "pseudo"]
