"""The documentation of the codes, for the terminal and as docs/codes.md, from one table."""

from __future__ import annotations

from itertools import groupby

from ddtender.diagnostics.codes import Code
from ddtender.diagnostics.table import known_codes


def explain(code: Code) -> str:
    """One code in words."""
    return f"{code.severity.value}[{code.name}]\n{code.summary}\n\nWhy: {code.why}\nMend: {code.mend}"


def listing() -> str:
    """Every code with its summary, by group."""
    width = max(len(code.name) for code in known_codes())
    lines = []
    for topic, codes in groupby(known_codes(), key=lambda code: code.topic):
        lines += ["", topic.value, *(f"  {code.name:<{width}}  {code.summary}" for code in codes)]
    return "\n".join(lines[1:])


def markdown() -> str:
    """The page docs/codes.md."""
    lines = [
        "# Findings",
        "",
        "Every finding has a code. `ddtender explain CODE` prints the same text; `make docs` writes this page from it.",
        "An error stops a build and gives exit code 1; a warning only informs.",
    ]
    for topic, codes in groupby(known_codes(), key=lambda code: code.topic):
        lines += ["", f"## {topic.value}"]
        for code in codes:
            lines += [
                "",
                f"### {code.name}",
                "",
                f"*{code.severity.value.capitalize()}.* {code.summary}",
                "",
                code.why,
                "",
            ]
            lines.append(f"**To mend it:** {code.mend}")
    return "\n".join(lines)
