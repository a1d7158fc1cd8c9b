"""The documentation of the codes, for the terminal and as docs/codes.md, from one table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from ddtender.diagnostics.codes import Code
from ddtender.diagnostics.table import known_codes


def explain(code: Code, law: str = "") -> str:
    """One code in words; ``law`` is what it rests on, as the library cites it."""
    rests = f"\nLaw: {law}." if law else ""
    return f"{code.severity.value}[{code.name}]\n{code.summary}\n\nWhy: {code.why}{rests}\nMend: {code.mend}"


def listing() -> str:
    """Every code with its summary, by group."""
    width = max(len(code.name) for code in known_codes())
    lines = []
    for topic, codes in groupby(known_codes(), key=lambda code: code.topic):
        lines += ["", topic.value, *(f"  {code.name:<{width}}  {code.summary}" for code in codes)]
    return "\n".join(lines[1:])


def markdown(behind: Mapping[str, str]) -> str:
    """The page docs/codes.md; ``behind`` says by code what the library cites for it."""
    lines = [
        "# Findings",
        "",
        "Every finding has a code. `ddtender explain CODE` prints the same text; `make docs` writes this page from it.",
        "An error stops a build and gives exit code 1; a warning only informs. The law is what our library cites for",
        "a code (`behind` in `clause_library/law/procedures.yaml`); another one may cite other law, or none.",
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
            lines += [f"**Law:** {behind[code.name]}.", ""] if code.name in behind else []
            lines.append(f"**To mend it:** {code.mend}")
    return "\n".join(lines)
