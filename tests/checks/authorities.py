"""Clauses as other authorities write them (other_authorities/), as files of a library."""

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from ddtender.library.places import INFO
from tests.documents import sources

FOLDER = Path(__file__).with_name("other_authorities")
#: Names that stand in their texts; a name is no term without a definition.
NAMES = "".join(
    f"  - {name}\n"
    for name in (
        *("Electronics Watch", "Responsible Business Alliance", "UN Global Compact", "Lenovo", "Dell", "Windows"),
        *("Phillips", "Torx", "Taiwan", "Chinese"),
    )
)
_FOLDERS = {
    "specification": "technical_specifications",
    "selection": "selection_criteria",
    "award": "award_criteria",
    "contract": "contract_clauses",
}


class Written(Struct, frozen=True):
    """A provision of a file: its kind and title, the lines below its heading, and its text."""

    file: str
    kind: str
    title: str
    lines: tuple[tuple[str, ...], ...]
    text: str

    @property
    def id(self) -> str:
        return f"{self.kind}.{re.sub('[^a-z0-9]+', '-', self.title.lower())[:35].strip('-')}"

    @property
    def path(self) -> str:
        return f"clause_library/{_FOLDERS[self.kind]}/{self.id.partition('.')[2]}.md"

    @property
    def planted(self) -> str:
        """The code that a reader would expect; empty if the provision is lawful."""
        return "".join(self.values("planted"))

    def values(self, key: str) -> list[str]:
        return [value for name, value in self.lines if name == key]


@cache
def written() -> tuple[Written, ...]:
    return tuple(
        _read(path.stem, section)
        for path in sorted(FOLDER.glob("*.md"))
        if path.stem != "README"
        for section in path.read_text(encoding="utf-8").split("\n## ")[1:]
    )


def _read(file: str, section: str) -> Written:
    head, _, text = section.partition("\n\n")
    heading, *lines = head.splitlines()
    kind, title = heading.split(": ", 1)
    return Written(file, kind, title, tuple(tuple(line.split(": ", 1)) for line in lines), text.strip())


@cache
def library() -> dict[str, bytes]:
    """Our library with all of them: the lawful ones in a scenario and a procedure of four years, the others in those of
    eight months."""
    ids = {(other.kind, other.title): other.id for other in written()}
    files = dict(sources().files) | {other.path: _provision(other, ids).encode() for other in written()}
    files[INFO] = files[INFO].replace(b"proper_names:\n", f"proper_names: # of theirs as well\n{NAMES}".encode())
    for name, end, planted in (("lawful", "2031-03-31", False), ("planted", "2027-11-30", True)):
        chosen = [other for other in written() if bool(other.planted) == planted]
        listed = "".join(f"  - {other.id}\n" for other in chosen)
        files[f"scenarios/{name}.yaml"] = (
            f"title: T\nsummary: s\nmarket_maturity: low\nauthority_maturity: low\nsource: {{practice: of others}}\n"
            f"provisions:\n{listed}"
        ).encode()
        awarded = [other.id for other in chosen if other.kind == "award"]
        points = "".join(f"    {id_}: 1\n" for id_ in awarded)
        files[f"scenarios/procedures/{name}.yaml"] = (
            "title: Notebooks\n"
            f"dates: {{award: 2027-03-01, contract_start: 2027-04-01, contract_end: {end}}}\n"
            f"award:\n  price: 60\n  other_quality: {40 - len(awarded)}\n  points:\n{points}"
        ).encode()
    return files


def _provision(other: Written, ids: dict[tuple[str, str], str]) -> str:
    """The provision as a file of a library."""
    front = [
        f"id: {other.id}",
        f'title: "{other.title}"',
        "version: 1.0.0",
        f'source: {{practice: "{other.file}"}}',
        "beyond: true",
        'legal_basis: ["Directive 2014/24/EU, Article 70"]',
    ]
    if scores := other.values("score"):
        front += ["scoring:", "  best_of:"]
        for score in scores:
            percent, when = score.split(": ", 1)
            front.append(f'    - {{id: s{percent}, percent: {percent}, when: "{when}"}}')
    proofs = [(key, value) for key, value in other.lines if key in ("evidence", "promise")]
    front += ["evidence:"] * bool(proofs)
    for number, (key, text) in enumerate(proofs):
        front.append(f'  - {{id: e{number}, text: "{text}"{", promise: true" if key == "promise" else ""}}}')
    if carried := other.values("carries_out"):
        front.append(f"carries_out: [{', '.join(ids['award', title] for title in carried)}]")
    if asks := other.values("kpi"):
        (target,), due, when = other.values("target"), other.values("due"), other.values("when")
        front += [
            "kpis:",
            "  - id: k",
            "    aspect: timeliness",
            "    indicator: What the clause asks for is there in time.",
            f'    target: "{target}"',
            "    measured_by: The day of receipt.",
            f'    asks: "{asks[0]}"',
            f"    due: {due[0]}" if due else f'    when: "{when[0]}"',
        ]
    return "---\n" + "\n".join(front) + f"\n---\n{other.text}\n"
