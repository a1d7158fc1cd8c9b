"""The documentation of the codes, for the terminal and as docs/codes.md, from one table."""

from __future__ import annotations

from itertools import groupby

from ddtender.diagnostics.codes import Code


def explain(code: Code) -> str:
    """One code in words."""
    entry = code.entry
    return f"{entry.severity.value}[{entry.name}]\n{entry.summary}\n\nWhy: {entry.why}\nMend: {entry.mend}"


def listing() -> str:
    """Every code with its summary, by group."""
    width = max(len(code.value) for code in Code)
    lines = []
    for group, codes in groupby(Code, key=lambda code: code.entry.group):
        lines += ["", group, *(f"  {code.value:<{width}}  {code.entry.summary}" for code in codes)]
    return "\n".join(lines[1:])


def markdown() -> str:
    """The page docs/codes.md."""
    lines = [
        "# Findings",
        "",
        "Every finding has a code. `ddtender explain CODE` prints the same text; `make docs` writes this page from it.",
        "An error stops a build and gives exit code 1; a warning only informs.",
    ]
    for group, codes in groupby(Code, key=lambda code: code.entry.group):
        lines += ["", f"## {group}"]
        for code in codes:
            entry = code.entry
            lines += [
                "",
                f"### {entry.name}",
                "",
                f"*{entry.severity.value.capitalize()}.* {entry.summary}",
                "",
                entry.why,
                "",
            ]
            lines.append(f"**To mend it:** {entry.mend}")
    return "\n".join(lines)
