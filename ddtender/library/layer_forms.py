"""What library.yaml says of the library that it extends.

Unlike elsewhere, annotations are not postponed: msgspec would have to evaluate the text of each.
"""

from typing import Annotated, Literal

from ddtender.library.form_values import FileForm, LongText, Version, Words, says, text_like

_PIN = text_like(r"sha256:[0-9a-f]{64}", "is not the fingerprint of a library: `ddtender layers` prints it")
#: An id, a path or an entry of a list, and its version.
NamedAt = Annotated[
    str,
    text_like(
        r"\S(?:.*\S)?@(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}",
        "is not a name with the version that is meant, such as award.action-plan@1.0.0",
        max_length=200,
    ),
]
#: The same in the front matter of a clause, which has an id.
ReplacedId = Annotated[
    str,
    text_like(
        r"[a-z]+\.[a-z0-9-]+@(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}",
        "is not an id with the version that is replaced, such as award.action-plan@1.0.0",
        max_length=150,
    ),
]


class ExtendsForm(FileForm):
    """The library that this one is a layer over; `ddtender init` and `ddtender update` write it."""

    library: Annotated[Words, says("Its name, as its own library.yaml has it")]
    version: Version
    fingerprint: Annotated[str, _PIN]


Replaces = Annotated[
    tuple[NamedAt, ...],
    says(
        "What this layer has in place of its base's and cannot say it itself: "
        "scenarios/high.yaml@1.0.0, parameters.correction_days@1.0.0"
    ),
]
Retires = Annotated[dict[NamedAt, LongText], says("What of its base this layer does not have, and why")]
Accepts = Annotated[
    tuple[Literal["approvals", "decisions"], ...],
    says("What the base has approved or decided that counts here, too; nothing if left out"),
]
