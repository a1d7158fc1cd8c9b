"""Comments of colleagues beside the texts that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup

from ddtender.desk.review import commenting
from ddtender.procurement.comments import Comment
from ddtender.web.visit import Visit

_ONE = Markup('<div class="remark"><p class="sub">%s</p><p class="typed">%s</p></div>')
_ALL = Markup('<aside class="remarks" lang="%s">%s<p><a href="%s">%s</a></p></aside>')


def remarks_by_text(visit: Visit) -> Callable[[str], Markup]:
    """What stands beside a text, by its id: what is open on it, and the link by which more is said."""
    open_: defaultdict[str, list[Comment]] = defaultdict(list)
    for one in commenting.comments(visit.folder).open:
        open_[one.about].append(one)
    page, may_say = visit.address("comments"), visit.sees("/p/{name}/comments", True)

    def beside(id_: str) -> Markup:
        remarks = [each for one in open_[id_] for each in one.remarks if each.said] if id_ in open_ else []
        if not may_say and not remarks:
            return Markup("")
        said = (
            _ONE % (visit.say("web.comments.who", name=each.by, role=each.role, on=each.on), each.said)
            for each in remarks
        )
        link = f"{page}#{open_[id_][0].id}" if remarks else f"{page}?about={quote(id_, safe='')}#new"
        words = visit.say("web.comments.answer_it" if remarks else "web.comments.say_it")
        return _ALL % (visit.language.tag, Markup("").join(said), link, words)

    return beside
