"""The interview of one procurement that is to begin: its questions, what last time's facts answer, what is known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender.desk.errors import Refused
from ddtender.desk.facts.fields import field_groups
from ddtender.desk.facts.interview import Interview, TypedAnswers, answers_in, interview
from ddtender.desk.facts.interview_known import known_about
from ddtender.desk.facts.new_procurement import begun, parameters_of
from ddtender.desk.facts.values import StatedFacts, facts_in
from ddtender.library.languages.kinds import languages_in

if TYPE_CHECKING:
    from ddtender.desk.market.risks import RiskKnowledge
    from ddtender.model import Library
    from ddtender.words import Language


class BegunInterview(Struct, frozen=True):
    """The questions, what is ``stated`` before any is answered, and the ``answers`` which that gives."""

    interview: Interview
    stated: StatedFacts
    answers: dict[str, str]
    root: Path
    library: Library
    own: Library
    spoken: tuple[str, ...]
    words: Language

    def known(self, key: str, answers: TypedAnswers) -> list[str]:
        """What the library knows about a question after these answers, in sentences."""
        risks = _risks_known(self.root, self.words) if key == "what" else None
        return known_about(key, answers, self.library, self.own, risks, self.spoken, self.words)


def _risks_known(root: Path, words: Language) -> RiskKnowledge | None:
    from ddtender.desk.market.risks import known

    try:
        return known(root, words)
    except Refused:
        return None  # a library need not know any; that what it has is wrong is told where risks are


def asked_of(
    root: Path,
    libraries: tuple[Library, Library],
    files: Mapping[str, bytes],
    words: Language,
    other: Path | None = None,
) -> BegunInterview:
    """The interview in a language over the library of these ``files``, in that language and in its own; ``other`` is
    the folder of last time's procurement, whose facts come along. Raises Refused, Misused, WorkspaceError."""
    parameters = parameters_of(root, words.tag)
    library, own = libraries
    of = interview(library, field_groups(parameters, words), words)
    stated = facts_in(None, begun(root, other).text)
    return BegunInterview(of, stated, answers_in(of, stated), root, library, own, tuple(languages_in(files)), words)
