"""Text that would like to be HTML: whatever a clause, a note, a fact or a finding says, the page shows it as words."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ddtender.checks.rules.typed_number import TYPED_NUMBER
from ddtender.checks.rules.unused_parameter import UNUSED_PARAMETER
from ddtender.diagnostics import Diagnostic, Location
from ddtender.history.diff import PartDiff, ProvisionDiff
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.history.words import Piece
from ddtender.model import Change, Library, Link, Provision, Source, State, Strong, Text
from ddtender.model.approval import Approval
from ddtender.resolve.inlines import ResolvedBlank
from ddtender.resolve.values import ResolvedDocument
from ddtender.review_page import review_page
from ddtender.review_page.text import PageText, web
from ddtender.stamp import Stamp
from tests import tools
from tests.documents import MOMENT, build, built_of, composed, sources
from tests.review_page.pages import Page, words

ATTACKS = (
    "<script>ran = 1; alert(1)</script>",
    "</script><script>ran = 1</script>",
    "</style><script>ran = 1</script>",
    '</title></head><body onload="ran=1">',
    '"><img src=x onerror="ran=1">',
    "'><svg onload=ran=1>",
    "<!--<script>-->ran=1//",
    "]]><iframe srcdoc='<script>parent.ran=1</script>'>",
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "javascript:ran=1",
    "&lt;script&gt;ran=1&lt;/script&gt;&#60;img src=x&#62;",
    "\u202eegnahc\u202c \u2066<b>",
)
hostile = st.one_of(st.sampled_from(ATTACKS), st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))


def spoilt(value, says: str):
    """The same values with other words: every text that a library, a procedure or a finding can say."""
    if isinstance(value, Location):
        return value
    if isinstance(value, Text):
        return replace(value, text=says)
    if isinstance(value, tuple | list):
        return type(value)(spoilt(inner, says) for inner in value)
    if isinstance(value, dict):
        return {key: spoilt(inner, says) for key, inner in value.items()}
    names = [*getattr(value, "__struct_fields__", getattr(value, "__dataclass_fields__", ()))]
    if not names:
        return value
    free = {"title", "label", "text", "question", "key", "document", "section", "summary", "reviewer", "why", "message"}
    free |= {"hint", "legal_basis", "citation", "author", "name", "row_labels", "words"}
    kept = {"name"} if isinstance(value, ResolvedBlank) or type(value).__name__ in ("BlankInfo", "Parameter") else set()
    changes = {}
    for name in names:
        inner = getattr(value, name)
        if name == "places":
            continue
        if name in free - kept and isinstance(inner, str):
            changes[name] = says
        elif name in free and isinstance(inner, tuple) and all(isinstance(one, str) for one in inner):
            changes[name] = tuple(says for _ in inner)
        elif not isinstance(inner, str | int | float | bool | frozenset | bytes | date | None):
            changes[name] = spoilt(inner, says)
    return (dataclasses.replace if dataclasses.is_dataclass(value) else replace)(value, **changes)


def page_that_says(says: str) -> bytes:
    """A page with every part that a page can have, on which everything says the same."""
    built = build("high")
    resolved: ResolvedDocument = spoilt(composed("high"), says)
    library: Library = built.prepared.library
    provision: Provision = next(p.provision for p in resolved.provisions if p.provision.notes)
    place = provision.location
    own = Diagnostic(TYPED_NUMBER, place, says, says)
    other = Diagnostic(UNUSED_PARAMETER, Location(f"scenarios/{says}.yaml"), says, says)
    review = Approval(provision.id, "1.0.0", "0" * 32, says, date(2027, 1, 4), {}, place)
    standings = dict(built.prepared.standings)
    standings[provision.id] = Standing(provision, State.CHANGED, "0" * 32, review, (says,))
    pieces = (Piece("delete", says), Piece("equal", says), Piece("insert", says))
    reasons = (Change("2.0.0", date(2027, 1, 4), says),)
    change = ProvisionDiff(
        "changed", provision.id, says, None, "1.0.0", "2.0.0", (PartDiff("text", pieces),), reasons, (), ()
    )
    gone = dataclasses.replace(provision, id="award.gone", title=says, source=Source(says, says, says))
    since = Since("v1.0.0", "b" * 40, {provision.id: change}, frozenset(), {"high": (gone,)})
    return review_page(resolved, library, standings, (own, other), Stamp(False, MOMENT, "a" * 40, True), since)


def skeleton(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, and the values of those that lead or run."""
    return [
        (e.tag, tuple(e.keys()), e.get("href"), e.get("id"), e.get("content") if e.tag == "meta" else None)
        for e in page.root.iter()
    ]


HARMLESS = "Harmless words."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(says=hostile)
def test_words_never_become_elements_attributes_or_addresses(says: str) -> None:
    harmless, read = Page(page_that_says(HARMLESS)), Page(page_that_says(says))
    assert skeleton(read) == skeleton(harmless)
    assert [e.text for e in read.root.iter("script", "style")] == [
        e.text for e in harmless.root.iter("script", "style")
    ]


@pytest.mark.parametrize("says", ATTACKS)
def test_words_are_shown_as_they_are(says: str) -> None:
    read = Page(page_that_says(says))
    id_ = next(id_ for id_, provision in read.provisions.items() if provision.find_class("notes"))
    for place in (read.at(f"{id_}.title"), *read.provisions[id_].find_class("notes")[0], read.at("findings")):
        assert says.strip() in place.text_content()
    assert says in read.root.findtext("head/title")


@pytest.mark.usefixtures("needs_chromium")
def test_nothing_that_the_page_says_runs_in_a_browser(tmp_path: Path) -> None:
    path = tmp_path / "review.html"
    path.write_bytes(page_that_says(" ".join(ATTACKS)))
    seen = tools.in_chromium("hostile", path)
    assert seen["said"] == [] and seen["foreign"] == []
    assert seen["result"] == {
        "ran": None,
        "scripts": 1,
        "styles": 1,
        "loaded": 0,
        "handlers": 0,
        "schemes": ["file:"],
    }


@pytest.mark.usefixtures("needs_chromium")
def test_if_it_were_inserted_the_policy_would_still_refuse_it(tmp_path: Path) -> None:
    """So that one fault alone does no harm."""
    html = page_that_says(HARMLESS).decode()
    attack = (
        "<script>ran = 1</script>",
        "<p onclick='ran = 1' style='color: red'>x</p>",
        "<img src='https://evil.example/a.png' onerror='ran = 1'>",
        "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
        "<base href='https://evil.example/'><link rel=stylesheet href='https://evil.example/a.css'>",
    )
    path = tmp_path / "review.html"
    path.write_text(html.replace("<main>", f"<main>{''.join(attack)}", 1), encoding="utf-8")
    seen = tools.in_chromium("hostile", path)
    assert seen["result"]["ran"] is None
    refused = {match for said in seen["said"] for match in re.findall(r"directive.*?(\w+-src|base-uri)", said)}
    assert {"script-src", "style-src", "base-uri"} <= refused
    assert all("evil.example" not in asked or asked.endswith(" csp") for asked in seen["foreign"])


def test_a_real_library_and_procedure_may_say_such_things() -> None:
    """Through the whole house: Markdown with escaped signs, notes, facts."""
    path = "clause_library/award_criteria/component-transparency.md"
    # The usual elements are refused as broken markup (tests/checks); words that look like others may be meant.
    says, author = "<object data=ran></object>", '"><embed src=x>'
    text = sources().files[path].decode()
    text = text.replace("The Tenderer earns points", "The Tenderer earns \\<object data=ran>\\</object> points", 1)
    text = text.replace("notes:\n", f"notes:\n  - '{says}'\n", 1)
    procedure = f"title: '{says}'\nauthority: {{name: '{author}', contact: a@b.example}}\n"
    files = {**sources().files, path: text.encode(), "scenarios/procedures/p.yaml": procedure.encode()}
    built = built_of(files, "high", "scenarios/procedures/p.yaml")
    assert built.documents, built.diagnostics
    page = Page(built.documents["review.html"])
    assert page.root.findtext("head/title").startswith(says)
    assert page.paragraphs("award.component-transparency")[0].startswith(f"The Tenderer earns {says} points")
    assert words(page.below("award.component-transparency", "Drafting notes")[0]) == says
    assert page.at("blank.contracting_authority").find_class("answer")[0].text_content() == author
    assert not list(page.root.iter("object", "embed"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        " javascript:x",
    ],
)
def test_only_web_and_mail_addresses_become_links(url: str) -> None:
    place = Location("x")
    link = Link((Strong((Text("words", place),), place),), url, place)
    assert PageText(frozenset()).inlines((link,)) == "<strong>words</strong>"
    assert not web(url)
    assert PageText(frozenset()).inlines((replace(link, url='https://a.example/?"&x'),)) == (
        '<a href="https://a.example/?&#34;&amp;x" rel="noreferrer"><strong>words</strong></a>'
    )
