"""The form of notes in front matter: remarks, questions, and the comments of reviewers.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ddtender.library.form_values import Chosen, Day, FileForm, LongText, says


class OpenQuestionForm(FileForm):
    """A question that somebody must decide: for the library, or for each procurement that uses the provision."""

    question: LongText
    decide: Annotated[
        Literal["library", "procurement"], says("Who can answer it: the library's lawyers, or only the procurement")
    ] = "library"


class AnswerForm(FileForm):
    answer: LongText
    author: LongText
    date: Day | None = None


class CommentForm(FileForm):
    """A reviewer's comment; `ddtender review --apply` writes it."""

    comment: LongText
    author: LongText
    date: Day | None = None
    on: Annotated[LongText | None, says("The words that the comment stands on")] = None
    answers: tuple[AnswerForm, ...] = ()


class NoteForm(Chosen):
    """A remark, which is a text; a question; or a comment."""

    __slots__ = ()
    value: str | OpenQuestionForm | CommentForm
    forms = (LongText, OpenQuestionForm, CommentForm)

    @classmethod
    def form_of(cls, written: object) -> Any:
        remark, question, comment = cls.forms
        if not isinstance(written, dict):
            return remark
        return comment if "comment" in written else question


#: What reviewers remark on the words of a translation stands in its own file.
SAID_OF_TRANSLATION: Mapping[str, Any] = {
    "notes": Annotated[
        tuple[CommentForm, ...], says("What reviewers remark on the translation; `ddtender review --apply` writes it")
    ]
}
