"""A translation says what its source says: the rules that hold the two against each other, by language."""

import re

import pytest

from ddtender.checks.rules import TRANSLATION_RULES
from ddtender.desk.comparing import compared
from ddtender.desk.speaking import spoken
from ddtender.library.languages.files import pair_of
from ddtender.library.languages.kinds import place_of_translation
from ddtender.library.loader import load
from tests.checks.cases import good_workspace

PATH = "clause_library/contract_clauses/copies.md"
SOURCE = """---
id: contract.copies
title: Copies
version: 1.0.0
source: {document: Handbook, section: "9"}
legal_basis: ["Directive 2014/24/EU, Article 70"]
---
The Contractor shall hand in three copies within {{ update_months }} months, as under [](#selection.risk-map). A
label or an equivalent one is enough.

The Buyer may ask a Sub-supplier for:

1. a copy of 12 pages;
2. a list.
"""
TERMS = {
    "nl": ("Opdrachtnemer", "Koper", "Toeleverancier"),
    "fr": ("Contractant", "Acheteur", "Fournisseur amont"),
    "de": ("Auftragnehmer", "Käufer", "Zulieferer"),
    "nb": ("Leverandør", "Kjøper", "Underleverandør"),
}
TEXTS = {
    "nl": """De Opdrachtnemer dient binnen {{ update_months }} maanden drie exemplaren in, zoals in
[](#selection.risk-map). Een keurmerk of een gelijkwaardig keurmerk volstaat.

De Koper mag een Toeleverancier vragen om:

1. een afschrift van 12 bladzijden;
2. een lijst.
""",
    "fr": """Le Contractant remet trois exemplaires dans un délai de {{ update_months }} mois, comme indiqué au
[critère de sélection](#selection.risk-map). Un label ou un label équivalent suffit.

L’Acheteur peut demander à un Fournisseur amont :

1. une copie de 12 pages ;
2. une liste.
""",
    "de": """Der Auftragnehmer legt drei Abschriften binnen {{ update_months }} Monaten vor, wie nach
[dem Eignungskriterium](#selection.risk-map). Ein Gütezeichen oder ein gleichwertiges genügt.

Der Käufer darf von einem Zulieferer verlangen:

1. eine Abschrift von 12 Seiten;
2. eine Liste.
""",
    "nb": """Leverandør leverer tre eksemplarer innen {{ update_months }} måneder, som etter [](#selection.risk-map). Et
merke eller et tilsvarende er nok.

Kjøper kan be en Underleverandør om:

1. en kopi på 12 sider;
2. en liste.
""",
}
#: By language: a change of the translation, and the rule that must notice it.
CHANGES = [
    ("nl", "1. een afschrift van 12 bladzijden;\n2. een lijst.", "1. een afschrift van 12 bladzijden.", "structure"),
    ("nl", "een lijst.", "een lijst.\n\nEinde.", "structure"),
    ("fr", " dans un délai de {{ update_months }} mois", "", "references"),
    ("de", "[dem Eignungskriterium](#selection.risk-map)", "der Karte", "references"),
    ("nl", "drie exemplaren", "vier exemplaren", "numbers"),
    ("fr", "trois exemplaires", "des exemplaires", "numbers"),
    ("de", "12 Seiten", "zwanzig Seiten", "numbers"),
    ("nb", "12 sider", "120 sider", "numbers"),
    ("nl", "mag een Toeleverancier vragen om", "vraagt een Toeleverancier om", "duties"),
    ("fr", "peut demander", "demande", "duties"),
    ("de", "darf von", "verlangt von", "duties"),
    ("nb", "Leverandør leverer", "Leverandør kan levere", "duties"),
    ("nl", "een Toeleverancier", "een leverancier", "terms"),
    ("de", "Der Käufer", "Die Behörde", "terms"),
    ("nl", "een Toeleverancier", "een onderaannemer of Toeleverancier", "parties"),
    ("fr", "un Fournisseur amont", "un sous-traitant ou un Fournisseur amont", "parties"),
    ("de", "einem Zulieferer", "einem Unterauftragnehmer oder Zulieferer", "parties"),
    ("nb", "en Underleverandør", "en underentreprenør eller Underleverandør", "parties"),
    ("nl", "of een gelijkwaardig keurmerk ", "", "labels"),
    ("fr", " ou un label équivalent", "", "labels"),
    ("nb", "eller et tilsvarende ", "", "labels"),
    ("nl", "een lijst.", "een lijst als in gunningscriterium A2.", "typed-number"),
    ("fr", "une liste.", "une liste selon le critère d’attribution n° 3.", "typed-number"),
    ("de", "[dem Eignungskriterium]", "[dem Kriterium]", "typed-number"),
]


def workspace(tag: str, text: str) -> dict[str, bytes]:
    """The small workspace of the checks with a clause, and the translations of it and of the terms that it uses."""
    files = {**good_workspace(), PATH: SOURCE.encode()}
    names = dict(zip(("contractor", "buyer", "sub-supplier"), TERMS[tag], strict=True))
    made = {f"clause_library/definitions/{name}.md": f"title: {term}\nalso: []" for name, term in names.items()}
    made[PATH] = "title: X"
    for path, keys in made.items():
        pair, _ = pair_of(files, path, tag)
        assert pair is not None
        body = text if path == PATH else re.sub(r".*\n---\n", "", files[path].decode(), flags=re.DOTALL)
        head = f'translates: {{id: {pair.of.id}, version: 1.0.0, fingerprint: "{pair.of.fingerprint}"}}'
        files[place_of_translation(path, tag)] = f"---\n{head}\n{keys}\n---\n{body}".encode()
    return files


def found(tag: str, text: str) -> list[tuple[str, str]]:
    files = workspace(tag, text)
    library, findings = load(files)
    own = place_of_translation(PATH, tag)
    assert not [one for one in findings if one.location.path == own], findings
    told = compared(spoken(tag, files, library), files, library)
    return [(one.code.name, one.message) for one in told if one.location.path == own]


@pytest.mark.parametrize("tag", TEXTS)
def test_a_translation_that_says_the_same_has_no_finding(tag: str) -> None:
    assert found(tag, TEXTS[tag]) == []


@pytest.mark.parametrize(("tag", "old", "new", "rule"), CHANGES)
def test_a_translation_that_says_something_else_is_noticed(tag: str, old: str, new: str, rule: str) -> None:
    assert old in TEXTS[tag]
    told = found(tag, TEXTS[tag].replace(old, new))
    assert f"translation-{rule}" in [name for name, _ in told], told


def test_every_rule_has_a_change_that_it_notices() -> None:
    rules = {rule.__module__.rpartition(".translation_")[2].replace("_", "-") for rule in TRANSLATION_RULES}
    assert rules == {rule for *_, rule in CHANGES}


def test_a_document_in_a_language_is_not_made_of_a_translation_with_other_paragraphs() -> None:
    from ddtender.desk.pipeline import Request, prepare

    files = workspace("nl", TEXTS["nl"].replace("\n2. een lijst.", ""))
    scenario = files["scenarios/high.yaml"].replace(b"provisions:\n", b"provisions:\n  - contract.copies\n")
    prepared = prepare({**files, "scenarios/high.yaml": scenario}, Request("high", language="nl"))
    assert prepared.resolved is None
    assert "translation-structure" in [finding.code.name for finding in prepared.diagnostics]
