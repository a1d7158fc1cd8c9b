"""Libraries of any size: our own, with as many further provisions as are asked for. The same size, the same bytes."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

from tests.commands import git
from tests.tools import ROOT

#: Provisions that one scenario composes; a reference stays within them.
SCENARIO_SIZE = 100
_TOPICS = (
    "Working hours", "Living wages", "Freedom of association", "Chemical safety", "Recruitment fees", "Heat stress",
    "Grievance channels", "Conflict minerals", "Young workers", "Dormitories", "Agency labour", "Fire safety",
)  # fmt: skip
_PLACES = (
    "final assembly", "the making of displays", "the making of batteries", "cable assembly", "printed circuits",
    "metal casings", "cobalt refining", "tin smelting", "packaging", "logistics", "repair", "recycling",
)  # fmt: skip
_ADJECTIVES = (
    "Annual", "Audited", "Certified", "Confidential", "Consolidated", "Continuous", "External", "Formal", "Grouped",
    "Independent", "Joint", "Local", "Monthly", "Named", "Open", "Preventive", "Quarterly", "Regional", "Shared",
)  # fmt: skip
_NOUNS = (
    "Channel", "Dossier", "File", "Interview", "Ledger", "Log", "Meeting", "Notice", "Panel", "Protocol", "Record",
    "Register", "Remedy", "Review", "Roadmap", "Sample", "Summary", "Training", "Visit", "Walkthrough",
)  # fmt: skip
_SENTENCES = (
    "The {party} {must} describe how it learns of {topic} at the {site} of the Goods, and keeps the {term} up to date.",
    "Where a Human Rights Risk concerns {topic} in {place}, the {term} says who was heard and what was agreed.",
    "The {term} names the *responsible persons*, the sources that were used and the day on which each was consulted.",
    "The {party} {must} give Affected Stakeholders a way to add to the {term} in a language that they understand.",
    "Information that is not available at a {site} is asked for in writing, and the answer is kept with the {term}.",
    "No {term} is complete that leaves out a {site}; the {party} explains why it does, and when that will be mended.",
    "The {party} {must} repeat this when the {site} changes, or when serious harm from {topic} becomes known.",
    "Costs of the {term} are not passed on to workers in {place}, directly or through a Sub-supplier.",
)
_ITEMS = (
    "the names and addresses of every {site} concerned",
    "the Mitigating Actions taken so far, with the results of each",
    "timelines and deliverables for {topic}",
    "the steps that it will take to engage with Sub-suppliers in {place}",
    "how workers were heard without their employers being present",
    "which part of the Supply Chain has not been looked into, and why",
)
_SITES = ("Production Site", "Key Production Site")
_FOLDERS = {
    "contract": "contract_clauses",
    "award": "award_criteria",
    "selection": "selection_criteria",
    "specification": "technical_specifications",
}
#: Kinds in the proportions of a library that follows contracts: half of it clauses.
_KINDS = ("contract", "award", "contract", "selection", "contract", "specification")
_PROVISIONS_A_TERM = 50


def base() -> dict[str, bytes]:
    """The files of our own library, its scenarios and templates, by path, without translations: generated provisions
    have none."""
    folders = ("clause_library", "scenarios", "templates")
    paths = [path for name in folders for path in sorted((ROOT / name).rglob("*")) if path.is_file()]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    return {path: content for path, content in files.items() if not path.startswith("clause_library/languages/")}


def library(size: int, scenario_size: int = SCENARIO_SIZE) -> dict[str, bytes]:
    """Our files, with further provisions until there are ``size``, in scenarios ``all-0``, ``all-1`` …; only
    ours where they are as many."""
    files = base()
    own = sum(path.endswith(".md") and path.startswith("clause_library/") for path in files)
    terms = max(1, (size - own) // (_PROVISIONS_A_TERM + 1)) if size > own + 1 else 0
    files |= {path: text.encode() for path, text in map(_definition, range(terms))}
    ids: list[str] = []
    for n in range(size - own - terms if terms else 0):
        start = n - n % scenario_size
        id_, text = _provision(n, ids[start:], _term(n * terms // (size - own - terms)))
        ids.append(id_)
        files[f"clause_library/{_FOLDERS[id_.partition('.')[0]]}/generated/{id_.partition('.')[2]}.md"] = text.encode()
    for start in range(0, len(ids), scenario_size):
        number = start // scenario_size
        files[f"scenarios/all-{number}.yaml"] = _scenario(number, ids[start : start + scenario_size]).encode()
    return files


def written(files: dict[str, bytes], folder: Path) -> Path:
    """A workspace with these files: a git repository with one commit, as a library is kept."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / ".gitignore").write_text("/build/\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Library")
    return folder


def procedure(number: int) -> str:
    """A procedure of the scenario ``high``; no two are the same."""
    return f"""\
title: Laptops and docking stations for school {number}
reference: 2027-ICT-{number:05}
authority: {{name: City of Example, contact: "procurement-{number}@city.example"}}
subject: laptops and docking stations
dates: {{award: 2027-03-01, contract_start: 2027-04-{number % 28 + 1:02}, contract_end: 2031-03-31}}
award:
  price: 60
  other_quality: 25
  points: {{award.component-transparency: 7, award.due-diligence-processes: 8}}
parameters: {{first_report_months: {number % 9 + 3}}}
"""


def _term(n: int) -> str:
    """A defined term; after all pairs of words have been used, they get a third."""
    pairs = len(_ADJECTIVES) * len(_NOUNS)
    adjective, noun = divmod(n % pairs, len(_NOUNS))
    third = f"{_ADJECTIVES[n // pairs - 1]} " if n >= pairs else ""
    return f"{third}{_ADJECTIVES[adjective]} {_NOUNS[noun]}"


def _definition(n: int) -> tuple[str, str]:
    name = _term(n)
    slug = name.lower().replace(" ", "-")
    text = f"""\
---
id: definition.{slug}
title: {name}
version: 1.0.0
source: {{document: Handbook of generated provisions (2026), section: "{n + 1}"}}
---
means the record that a business keeps of what it has found out about human rights at its own sites and at those of its
Sub-suppliers, with the sources that it has used.
"""
    return f"clause_library/definitions/generated/{slug}.md", text


def _provision(n: int, before: list[str], term: str) -> tuple[str, str]:
    """A provision of about the length of ours, which refers to up to three of the scenario's before it."""
    choose = random.Random(n)
    kind = _KINDS[n % len(_KINDS)]
    topic, place = choose.choice(_TOPICS), choose.choice(_PLACES)
    id_ = f"{kind}.{topic.lower().replace(' ', '-')}-{n:05}"
    words = {
        "party": "Contractor" if kind == "contract" else "Tenderer",
        "must": "shall",
        "topic": topic.lower(),
        "place": place,
        "site": choose.choice(_SITES),
        "term": term,
    }
    sentences = [sentence.format(**words) for sentence in choose.sample(_SENTENCES, 6)]
    items = "\n".join(f"{n}. {item.format(**words)};" for n, item in enumerate(choose.sample(_ITEMS, 4), start=1))
    references = "".join(
        f" This comes on top of what [](#{target}) asks for." for target in choose.sample(before, min(3, len(before)))
    )
    due = ""
    if kind == "contract":
        due = f"The Contractor shall hand in the first {term} no later than {{{{ first_report_months }}}} months after "
        due += "the Contract Start Date. It shall hand in an update every 12 months thereafter.\n\n"
    text = f"""\
---
id: {id_}
title: "{topic} in {place} ({n})"
version: 1.{n % 7}.0
source: {{document: Handbook of generated provisions (2026), section: "{n // 100}.{n % 100}", item: Provision {n}}}
legal_basis:
  - Directive 2014/24/EU, Article 67(3)
  - Directive 2014/24/EU, Article 18(2)
{_structure(kind, term)}notes:
  - Generated for measurements. The wording follows provisions of the library in length and in structure.
---
{due}{_wrapped(" ".join(sentences[:3]) + references)}

The {words["party"]} shall hand in, for {words["topic"]}:

{items}

{_wrapped(" ".join(sentences[3:]))}
"""
    return id_, text


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)


def _structure(kind: str, term: str) -> str:
    """What a provision of the kind has beside its text: scoring and evidence, or KPIs."""
    if kind == "contract":
        return f"""\
kpis:
  - id: on-time
    aspect: timeliness
    indicator: The first {term} and every yearly update are handed in in time.
    target: Every {term} is received on or before its due date.
    measured_by: Date of receipt, compared with the due date.
    asks: shall hand in the first {term} no later than
    due: {{months: first_report_months, after: contract_start, every: 12}}
"""
    scoring = f"""\
scoring:
  best_of:
    - {{id: whole, percent: 100, when: the Tenderer submits the complete {term}}}
    - {{id: plan, percent: 70, when: the Tenderer submits a plan for completing the {term}}}
"""
    return f"""\
{scoring if kind == "award" else ""}evidence:
  - id: handed-in
    text: The {term}, or a plan for completing it.
"""


def _scenario(number: int, ids: list[str]) -> str:
    listed = "".join(f"  - {id_}\n" for id_ in ids)
    return f"""\
title: Generated scenario {number}
summary: >-
  for measurements; it holds a hundred provisions or as many as were asked for.
market_maturity: high
authority_maturity: high
provisions:
{listed}"""
