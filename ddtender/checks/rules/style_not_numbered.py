"""Cross-references take their number from the title's style, so Word must number it, with what they show."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.template import TITLE_STYLES

STYLE_NOT_NUMBERED = Code(
    "style-not-numbered",
    Topic.TEMPLATES,
    Severity.ERROR,
    "The style of a provision's title has no automatic number, or another one than references show.",
    why="Cross-references take their number from it.",
    mend="Give the style a multilevel list whose first level shows the letter of the kind and the number (A%1).",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for template in subject.library.templates:
        for kind, style in TITLE_STYLES.items():
            level = template.title_levels.get(style)
            if (
                kind.document != template.name
                or ("paragraph", style) not in template.styles
                or level in ("%1", f"{kind.letter}%1")
            ):
                continue
            message = f"the style '{style}' has no automatic number"
            if level is not None:
                message = f'the style \'{style}\' is numbered "{level}", not "{kind.letter}%1"'
            shows = f'"{kind.letter}" and the number, or the number alone'
            hint = f"Give the style a multilevel list whose first level shows {shows}."
            yield Diagnostic(STYLE_NOT_NUMBERED, template.location, message, hint)
