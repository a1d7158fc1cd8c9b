"""Law is data of the library: the code knows no act and no article, but for the forms of the Union that it writes."""

import re

from ddtender.diagnostics.table import known_codes
from tests.commands import ddtender
from tests.laws import OURS
from tests.tools import ROOT

_LAW = re.compile(r"2014/24|89/665|1182/71|\bDirective\b|\bArticles? \d|\bCJEU\b")
#: Where it may be named, and why.
_MAY = {
    "ddtender/export/": "forms of the Union (eForms, ESPD, OCDS): there the law is the format",
    "ddtender/layout/citations.py": "the form of a citation, to write it as each language does",
    "ddtender/library/notice_forms.py": "keys of the eForms notice, each with the provision that its field comes from",
}


def test_no_act_and_no_article_stands_in_code() -> None:
    named = {
        path.relative_to(ROOT).as_posix()
        for ending in ("py", "tsv")
        for path in (ROOT / "ddtender").rglob(f"*.{ending}")
        if _LAW.search(path.read_text(encoding="utf-8"))
    }
    assert {path for path in named if not path.startswith(tuple(_MAY))} == set()
    assert all(any(path.startswith(may) for path in named) for may in _MAY), (
        "take what is no longer needed off the list"
    )


def test_what_our_library_cites_for_a_finding_is_printed_with_it() -> None:
    assert OURS.behind.keys() <= {code.name for code in known_codes()}
    said = ddtender("explain", "label-without-equivalent").stdout
    assert "\nLaw: Directive 2014/24/EU, Article 43(1).\nMend: " in said
    assert "Law:" not in ddtender("explain", "typed-number").stdout
