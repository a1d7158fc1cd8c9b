"""How the pages look: Jinja templates, which escape whatever they are given."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ddtender.web.language import LANGUAGES
from ddtender.web.shown.mending import mend_of, mended_at, title_of
from ddtender.web.shown.said import as_read
from ddtender.web.shown.telling import said_of, sentence, shown_row

HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # they come with the code, and stay as they are as long as it does
    )
    made.globals["languages"] = LANGUAGES
    made.globals |= {
        "title_of": title_of,
        "mend_of": mend_of,
        "mended_at": mended_at,
        "said_of": said_of,
        "sentence": sentence,
        "shown_row": shown_row,
    }
    # a file's name need not be UTF-8: its link leads nowhere, and the page is shown
    made.filters["urlencode"] = lambda text: quote(text, errors="replace")
    made.filters["offered"] = lambda page, visit: visit.offered(page)
    made.filters["read_in"] = as_read
    made.filters["pair"] = lambda value: (value, value)
    return made


def drawn(view: str, /, **values: Any) -> str:
    """A page as HTML."""
    return _environment().get_template(f"{view}.html.jinja").render(**values)
