"""The form of scoring and evidence in the front matter of a provision.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from typing import Annotated

from msgspec import Meta

from ddtender.library.form_values import FileForm, LongText, Number, Slug, Whole, says
from ddtender.model.limits import MOST_OPTIONS


class OptionForm(FileForm):
    id: Slug
    percent: Annotated[Number, says("Percent of the criterion's maximum points")]
    when: Annotated[LongText, says("What earns it, as the rest of a sentence beginning 'when …'")]
    count: Annotated[Whole | None, says("Tiers only: how many are needed")] = None
    requires: Annotated[tuple[Slug, ...], says("Options without which this one earns nothing")] = ()


Options = Annotated[tuple[OptionForm, ...], Meta(min_length=1, max_length=MOST_OPTIONS)]


class StepForm(FileForm):
    id: Slug
    percent: Annotated[Number, says("Percent of the element's own percentage")]
    when: LongText


class GradedForm(FileForm):
    elements: Options
    steps: Annotated[tuple[StepForm, ...], Meta(min_length=2, max_length=MOST_OPTIONS)]


class ScoringForm(FileForm):
    """Exactly one of the four ways of scoring."""

    best_of: Annotated[Options | None, says("Alternatives: the best one met counts")] = None
    sum_of: Annotated[Options | None, says("Parts that add up")] = None
    tiers: Annotated[Options | None, says("Steps by number")] = None
    graded: Annotated[GradedForm | None, says("Elements judged one by one")] = None

    def __post_init__(self) -> None:
        ways = [name for name in self.__struct_fields__ if getattr(self, name) is not None]
        if len(ways) != 1:
            raise ValueError("give exactly one of best_of, sum_of, tiers and graded")
        if self.tiers and any(option.count is None for option in self.tiers):
            raise ValueError("every tier needs a count")


class EvidenceForm(FileForm):
    id: Slug
    text: Annotated[LongText, says("What the Tenderer hands in")]
    proves: Annotated[tuple[Slug, ...], says("The scoring options it proves; all if left out")] = ()
    reply_form: Annotated[Slug | None, says("The form to answer in")] = None
    promise: Annotated[bool, says("Whether the Tenderer promises something with it for the time of the Contract")] = (
        False
    )
