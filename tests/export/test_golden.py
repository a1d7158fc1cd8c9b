"""Where the official rules are not at hand: a notice and a release as they were when these found nothing.

They are of a small library of the tests, so that no change of our clauses touches them. What is changed on purpose is
proved and written anew where the rules are at hand, with DDTENDER_REGENERATE=1.
"""

import json
import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from ddtender.compose import compose
from ddtender.desk.pipeline import Request, prepare
from ddtender.export.eforms import eforms
from ddtender.export.notice import Notice, notice_of
from ddtender.export.ocds import ocds
from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText
from ddtender.resolve import resolve
from ddtender.words import language
from tests.checks.cases import good_workspace
from tests.export import official
from tests.export.notices import procedure

GOLDEN = Path(__file__).parent / "golden"
PROOF = GOLDEN / "validated.json"
POINTS = {"award.site-list": 9, "award.actions": 6}


@cache
def small() -> Notice:
    """The notice of a small library."""
    library = prepare(good_workspace(), Request("medium")).library
    text = procedure("high").replace("award.component-transparency: 7", "award.site-list: 9")
    text = text.replace("award.due-diligence-processes: 8", "award.actions: 6")
    text = text[: text.index("parameters:")] + text[text.index("procedure_type:") :]
    read, findings = read_procedure(SourceText("p.yaml", text))
    assert read and not findings, findings
    (scenario,) = [one for one in library.scenarios if one.name == "medium"]
    draft, findings = compose(library, scenario, read)
    assert not findings, findings
    return notice_of(resolve(draft, library, language("en")))


def test_notice_and_release_are_those_that_were_proved() -> None:
    made = {"notice.xml": eforms(small())[0] or b"", "release.json": ocds(small())[0] or b""}
    if official.at_hand():
        assert official.notice_findings(made["notice.xml"]) == official.package_findings(made["release.json"]) == []
        if os.environ.get("DDTENDER_REGENERATE") == "1":
            _write(made)
    proof = json.loads(PROOF.read_text(encoding="utf-8"))
    if official.at_hand():
        assert proof["standards"] == official.manifest()
    for name, content in made.items():
        assert content == (GOLDEN / name).read_bytes()
        assert sha256(content).hexdigest() == proof["files"][name]


def _write(made: dict[str, bytes]) -> None:
    hashes = {name: sha256(content).hexdigest() for name, content in made.items()}
    for name, content in made.items():
        (GOLDEN / name).write_bytes(content)
    proof = {"standards": official.manifest(), "files": hashes}
    PROOF.write_text(json.dumps(proof, indent=2) + "\n", encoding="utf-8")
