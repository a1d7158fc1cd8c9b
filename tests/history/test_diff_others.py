"""`diff` tells all that binds, not provisions alone: forms, defaults, law, templates, the frame's order, weights."""

import re

from docx import Document

from tests.history.repository import LAPTOPS, Repository

FORM = "clause_library/reply_forms/action-plan.yaml"
PARAMETERS = "clause_library/parameters.yaml"
LAW = "clause_library/legal_bases.yaml"
LIBRARY = "clause_library/library.yaml"


def others(repository: Repository) -> dict[str, dict]:
    listed = repository.run("diff", "v1.0.0", "--format", "json").json()["others"]
    return {one["id"]: one for one in listed}


def changed(one: dict) -> tuple[str, str]:
    """The words that went and those that came."""
    gone, come = ("".join(text for op, text in one["pieces"] if op == wanted) for wanted in ("delete", "insert"))
    return gone, come


def test_every_kind_of_what_binds_is_told_with_its_words_and_whom_it_touches(repository: Repository) -> None:
    repository.edit(
        FORM, "An action that lacks what one of the columns asks for is not counted.", "Every action is counted."
    )
    text = repository.read(PARAMETERS)
    at = text.index("  first_report_months:")
    default = re.search(r"default: (\d+)", text[at:])
    assert default
    repository.write(PARAMETERS, text[: at + default.start()] + "default: 9" + text[at + default.end() :])
    repository.edit(LAW, "the term here stands for the one that buys.", "it says nothing else.")
    repository.edit(
        LIBRARY,
        "  - frame.specifications\n  - frame.selection\n",
        "  - frame.selection\n  - frame.specifications\n",
    )
    repository.edit("clause_library/letters/chosen.yaml", "How your Tender was judged", "Your points")
    repository.edit(LAPTOPS, "  price: 60", "  price: 55")
    repository.edit(LAPTOPS, "other_quality: 25", "other_quality: 30")
    repository.edit("scenarios/low.yaml", "title: Low maturity", "title: Hardly any maturity")
    template = repository.root / "templates/contract.docx"
    document = Document(str(template))
    document.add_paragraph("Nothing in this Contract binds the Contractor.")
    document.save(str(template))

    found = others(repository)
    kinds = {id_.partition(".")[0] for id_ in found}
    assert kinds == {"reply-form", "parameter", "legal-basis", "frame", "letter", "procedure", "scenario", "template"}
    assert changed(found["letter.chosen"]) == ("How your Tender was judged", "Your points")
    form = found["reply-form.action-plan"]
    assert (form["what"], form["title"], form["scenarios"]) == ("changed", "Action plan", ["medium"])
    assert "columns" in changed(form)[0] and "Every" in changed(form)[1]
    assert changed(found["parameter.first_report_months"]) == (default[1], "9")
    assert found["parameter.first_report_months"]["procedures"] == ["laptops"]
    assert changed(found["procedure.laptops"]) == ("6025", "5530")
    assert (found["procedure.laptops"]["scenarios"], found["procedure.laptops"]["procedures"]) == ([], ["laptops"])
    assert changed(found["scenario.low"]) == ("Low", "Hardly any")
    (words,) = (one for id_, one in found.items() if id_.startswith("template."))
    assert "Nothing in this Contract binds the Contractor." in changed(words)[1] and "low" in words["scenarios"]
    assert found["frame"]["scenarios"] == ["high-plus", "high", "low", "medium"]

    text = repository.run("diff", "v1.0.0").out
    assert "changed procedure.laptops (procedure laptops)\n  award.price: [-60-]{+55+}" in text
    markdown = repository.run("diff", "v1.0.0", "--format", "markdown").out
    assert "### Beside the provisions\n" in markdown
    assert "- **Action plan** (`reply-form.action-plan`, changed)\n  Touches: scenario medium." in markdown


def test_what_has_come_or_gone_is_shown_whole(repository: Repository) -> None:
    repository.write(
        FORM.replace("action-plan", "visits"), repository.read(FORM).replace("id: action-plan", "id: visits")
    )
    repository.git("rm", "--quiet", LAPTOPS)
    found = others(repository)
    assert {id_: one["what"] for id_, one in found.items()} == {
        "reply-form.visits": "added",
        "procedure.laptops": "removed",
    }
    assert found["reply-form.visits"]["scenarios"] == []
    assert {op for op, _ in found["procedure.laptops"]["pieces"]} == {"delete"}
    text = repository.run("diff", "v1.0.0").out
    assert "added reply-form.visits (Action plan)\n  Action plan\n  Enter one Mitigating Action in each row." in text
    assert "removed procedure.laptops (procedure laptops)\n  award.price: 60\n" in text


def test_layout_and_order_of_keys_are_no_change(repository: Repository) -> None:
    text = repository.read(FORM)
    repository.write(
        FORM, text.replace("id: action-plan\ntitle: Action plan\n", "title: Action plan\n\nid: action-plan\n")
    )
    repository.edit(LAPTOPS, "  price: 60", "  price: 60.0  # as before")
    assert others(repository) == {}
