"""What a template says of a kind of provision is printed only where the document has provisions of that kind."""

import re
from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.library.tagged import TAG, plain_tag
from ddtender.model import Template
from ddtender.model.conditions import contents
from ddtender.words import Lexicon

KIND_NOT_THERE = Code(
    "kind-not-there",
    Topic.TEMPLATES,
    Severity.WARNING,
    "A template speaks of a kind of provision that a document made from it does not have.",
    why="A sentence on selection criteria that are not there makes readers look for what nobody asks of them.",
    mend="Put the paragraph between `{%p if selection_criteria %}` and `{%p endif %}`, or use the general provisions.",
)

#: The sections whose kinds have a name that texts may mention.
_SECTIONS = ("technical_specifications", "selection_criteria", "award_criteria")
_BEGINS = re.compile(r"\{% if ([a-z_]+) %\}")


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    lexicon = subject.wording.lexicon
    there = [(draft.named, contents(c.provision for c in draft.provisions)) for draft in subject.drafts]
    for template in subject.library.templates:
        for section, word, place in _mentions(template, lexicon):
            without = [named for named, sections in there if section not in sections]
            if without:
                message = f"'{word}' is printed in {without[0]} as well, which has none"
                hint = KIND_NOT_THERE.mend.replace("selection_criteria", section)
                yield Diagnostic(KIND_NOT_THERE, place, message, hint)


def _mentions(template: Template, lexicon: Lexicon) -> Iterator[tuple[str, str, Location]]:
    """The kinds that a template's own words name where no condition on their section holds, with the words."""
    names = {section: re.compile(rf"(?i)\b{lexicon.one_of(f'kinds.{section}')}\b") for section in _SECTIONS}
    conditions: list[str] = []
    for paragraph in template.paragraphs:
        for tag in TAG.findall(paragraph.text):
            plain, _ = plain_tag(tag)
            if begins := _BEGINS.fullmatch(plain):
                conditions.append(begins[1])
            elif plain.startswith("{% if"):
                conditions.append("")
            elif plain == "{% endif %}" and conditions:
                conditions.pop()
        own = TAG.sub(" ", paragraph.text)
        for section, named in names.items():
            if section not in conditions and (match := named.search(own)):
                yield section, match[0], paragraph.location
