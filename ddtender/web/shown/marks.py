"""What differs from the last set that was issued, marked at each provision."""

from __future__ import annotations

from markupsafe import Markup

from ddtender.desk.documents.previewing import Preview
from ddtender.web.visit import Visit

_FORM = Markup('<p><span class="tag tag-begun">%s</span></p>')


def marks(visit: Visit, made: Preview) -> dict[str, Markup]:
    """The marks of what has changed or is new, by the ids of provisions."""
    return {
        id_: _FORM % visit.say(f"web.preview.{one.what}")
        for id_, one in made.changed.items()
        if one.what in ("changed", "added")
    }
