"""The tags of a template are read without Jinja where they are plain, and say what Jinja would have them say."""

import keyword
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ddtender.checks import tags
from ddtender.checks.tags import read_tags
from ddtender.diagnostics import Location
from ddtender.model import Template, TemplateParagraph

_PLAIN = (
    "{{ name }}",
    "{{p overview }}",
    "{{a1}}",
    "{{ a_b}} of {{  a_b\n}}",
    '{{p provision["award.policy-commitment"] }}',
    "{{ in }} {{ loop }} {{ else }} {{ is }}",
    "{%p if overview %}",
    "{%if if%}",
    "{% if name %}",
    "{%p endif %}",
    "{% endif %}",
)
_ODD = (
    "{{ true }}{{ False }}",
    "{{ none }}",
    "{{ not }}",
    "{{ nothing }}",
    "{{ not name }}",
    "{{ provision }}",
    "{% if true %}",
    "{% if provision %}",
    '{% if provision["award.a"] %}',
    '{{ provision[ "award.a" ] }}',
    "{{ provision['award.a'] }}",
    "{{ provision.award }}",
    '{{ provision["a\\n"] }}',
    "{{ p name }}",
    "{{pname }}",
    "{{- name -}}",
    "{{+ name }}",
    "{%- if name +%}",
    "{% if name: %}",
    "{% if not name %}",
    "{% elif name %}",
    "{% else %}",
    "{% endif name %}",
    "{% endfor %}",
    "{% for a in name %}",
    "{%tr for x in rows if x %}",
    "{% set a = name %}",
    "{% include 'a' %}",
    "{% raw %}",
    "{{ 1a }}",
    "{{ é }}",
    "{{ Name }}",
    "{{ _ }}",
    "{{ a.b }}",
    "{{ a | upper }}",
    "{{ a, b }}",
    "{{ a b }}",
    "{{ }}",
    "{% %}",
    "{# a #}",
    "{{ a",
    "}",
)
_RESERVED = (
    *keyword.kwlist,
    *keyword.softkwlist,
    "true",
    "false",
    "none",
    "loop",
    "self",
    "super",
    "caller",
    "recursive",
)


def template_of(*texts: str) -> Template:
    """A template with these paragraphs, the last of them in a footer."""
    parts = ["word/document.xml"] * (len(texts) - 1) + ["word/footer1.xml"]
    numbered = enumerate(zip(texts, parts, strict=True), start=1)
    paragraphs = [TemplateParagraph(text, part, Location("t.docx", number)) for number, (text, part) in numbered]
    return Template("tender", b"", tuple(paragraphs), frozenset(), {}, Location("t.docx"))


def read_by_jinja(template: Template) -> tags.TemplateTags:
    with patch.object(tags, "_read_plain", return_value=False):
        return read_tags(template)


_TEXTS = st.lists(st.sampled_from((*_PLAIN * 3, *_ODD, " words ")), max_size=3).map("".join)
_MOSTLY_PLAIN = st.lists(st.sampled_from((*_PLAIN, "", "words")), max_size=3).map("".join)
_CONDITIONS = st.lists(st.sampled_from(["{{ name }}", "{%p if a %}{{p b }}\n{%p endif %}", '{{ provision["c.d"] }}']))


@settings(max_examples=400)
@given(st.lists(_CONDITIONS.map("".join) | _MOSTLY_PLAIN | _TEXTS, min_size=1, max_size=8))
@example(["{% if a %}" * 105, "{{ b }}", "{% endif %}" * 105, "c"])
@example(["{% if a %}" * 400, "{{ b }}", "{% endif %}" * 400, "c"])
def test_tags_are_read_as_jinja_reads_them(texts: list[str]) -> None:
    template = template_of(*texts)
    assert read_tags(template) == read_by_jinja(template)


@pytest.mark.parametrize("tag", [*_PLAIN, *_ODD, *(f"{{{{ {name} }}}}" for name in _RESERVED)])
def test_each_tag_is_read_as_jinja_reads_it(tag: str) -> None:
    asked = tag.replace("{{", "{% if").replace("}}", "%}")
    for texts in (tag,), ("{% if a %}", f"b {tag} c", "{{ d }}{% endif %}", "e"), (asked, "{% endif %}", "e"):
        template = template_of(*texts)
        assert read_tags(template) == read_by_jinja(template)


@given(st.text("{}%pif endnaot r_1é-\n\"[].'", max_size=30).map("{{{}}}".format) | st.text("{}% ifa\n"))
def test_any_text_is_read_as_jinja_reads_it(text: str) -> None:
    template = template_of(text)
    assert read_tags(template) == read_by_jinja(template)


def test_plain_tags_need_no_jinja() -> None:
    """So the tests above do not hold Jinja against itself alone."""
    texts = ["{%p if overview %}", '{{p overview }} {{ provision["award.a"] }}', "{%p endif %}", "{{name}}"]
    with patch.object(tags, "_read", side_effect=AssertionError):
        read = read_tags(template_of(*texts))
    assert [(name, p.location.line) for name, p in read.names] == [("overview", 2), ("overview", 1), ("name", 4)]
    assert [(id_, p.location.line) for id_, p in read.provisions] == [("award.a", 2)]
    assert read.printed == {"overview", "name", "award.a"} and not read.bound and not read.faults
