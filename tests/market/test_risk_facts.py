"""Every fact of the manual's sections 2.1, 2.2 and 3.1, and of its lessons on risks, in the data and the worksheet."""

import io

import pytest
from openpyxl import load_workbook

from ddtender.desk.market.risks import known, worksheet
from ddtender.model.risks import RiskExample
from tests.tools import ROOT

LISTS, PARTS, PRODUCTS = known(ROOT)
RISKS = (
    "Child labour",
    "Forced labour",
    "Discrimination",
    "Freedom of association",
    "Inadequate wages",
    "Occupational health and safety",
    "Community rights and living environment",
)
MINE, FACTORY, BOTH, END = ("Mining",), ("Assembly",), ("Component production", "Assembly"), ("Use and end of life",)
#: The manual's section 2.2: which risk, where in the chain, with what materials and places, and which words say so.
EXAMPLES = (
    (0, (), (), (), "all along the chain; exploitative"),
    (0, MINE, ("cobalt",), ("Democratic Republic of Congo",), "artisanal cobalt"),
    (0, MINE, ("tin",), ("Indonesia",), "artisanal tin"),
    (0, FACTORY, (), ("China",), "underage students"),
    (0, END, (), ("Ghana", "Pakistan"), "informal; e-waste"),
    (
        1,
        (),
        (),
        (),
        "retained; wages; identity documents; threatened; physical; sexual violence; legal protection; migrant",
    ),
    (
        1,
        BOTH,
        (),
        ("Malaysia", "Taiwan"),
        "withhold; identity documents; excessive recruitment fees; sleeping; appalling",
    ),
    (
        2,
        (),
        (),
        (),
        "gender; race; ethnicity; religion; age; sexual orientation; disability; unfair hiring; unequal pay",
    ),
    (2, (), (), (), "limited advancement; hostile; low-skilled; migrants; minors; women; hazardous; underpaid"),
    (2, MINE, (), (), "women; artisanal; crushing rocks; catering; prostitution"),
    (2, BOTH, (), (), "divided by gender; paid less"),
    (3, (), (), (), "outsourcing; subcontracting"),
    (3, ("Smelting and refining", "Component production"), (), ("China",), "main producer; raw materials; unions"),
    (3, FACTORY, (), ("Asia",), "export processing zones; stringent labour laws; collective bargaining; association"),
    (
        4,
        (),
        (),
        (),
        "living wage; families; decent standard of living; contract workers; deductions; retention; late payment",
    ),
    (4, (), (), (), "punishment; root cause; overtime; child labour; health and safety"),
    (5, MINE, (), (), "most dangerous professions; infrastructure; equipment; pulmonary; musculoskeletal"),
    (5, BOTH, (), (), "economic need; long hours; routinely; toxic chemicals; safety equipment"),
    (5, END, (), (), "informal; burn; indiscriminately; precious metals"),
    (6, MINE, (), (), "displaced; influx of migrant workers; infrastructure; tensions; opportunities"),
    (6, ("Mining", *BOTH), (), (), "soil; water; air; biodiversity"),
)
#: Sections 1, 2.1, 3.1 and 3.4: words of one note on the first page.
NOTES = (
    "Universal Declaration on Human Rights; International Labour Organization; core conventions",
    "hundreds of companies; dozens of countries; Malaysia or China; contract manufacturers",
    "brands and resellers; bridge; keep stock; install; customise; support",
    "four public buyers; CFIT working group; lithium-ion batteries; random access memory; RAM",
    "at least three components or raw materials; at least three sourcing destinations; Excel",
    "general; broad groups of products; beginners; generative AI; caution",
    "all four buyers; lacked time; late; no single buyer",
    "Oslo; 50 agencies; 2017; human rights, environmental and corruption; ICT, textiles, food and medical supplies",
)
SOURCES = (
    ("CSR Risk Check", "https://www.mvorisicochecker.nl/en/"),
    ("Observatory of Economic Complexity", "https://oec.world/en/product-landing/hs"),
    (
        "CNV",
        "https://www.imvoconvenanten.nl/-/media/imvo/files/metaal/due-diligence-risk-matrix.pdf"
        "?la=nl&hash=8776616C499BC736E8AAF8D63B03FC6D",
    ),
    (
        "BSCI",
        "https://assets.ctfassets.net/8122zj5k3sy9/2anHMH1iOatLl5zopoqWZs/1d587a03e0d70238ee280cf6327e45ec/"
        "amfori-2020-11-12-Country-Risk-Classification-2021_0.pdf",
    ),
    ("Norwegian Agency", "https://anskaffelser.no/en/english/public-procurement-and-human-rights"),
    ("Business & Human Rights", "https://www.business-humanrights.org/en/"),
    ("Drive Sustainability", "https://www.drivesustainability.org/wp-content/uploads/2018/07/Material-Change_VF.pdf"),
)
STEPS = {"Material scoping": (), "Geographical scoping": (2, 3, 4), "Risk scoping": (1, 4, 7), "Reporting": ()}
#: What is bought, and by what other names.
ASKED = {
    "laptop": ("laptops", "Notebook", "NOTEBOOKS"),
    "monitor": ("monitors", "display"),
    "server": ("servers", "rack-server"),
    "network switch": ("switch", "network-switch"),
    "tablet": ("tablets",),
    "phone": ("smartphones", "mobile phone"),
    "lithium-ion battery": ("battery", "lithium ion batteries"),
    "memory": ("RAM", "random access memory"),
}


def sheets(product: str, as_example: bool = False) -> dict[str, list[tuple]]:
    content, _ = worksheet(ROOT, product, as_example)
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in load_workbook(io.BytesIO(content))}


def holds(text: str, words: str) -> list[str]:
    return [word for word in words.split("; ") if word.casefold() not in text.casefold()]


@pytest.fixture(scope="module")
def laptop() -> dict[str, list[tuple]]:
    return sheets("laptop")


def test_the_seven_groups_the_steps_and_the_sources(laptop: dict[str, list[tuple]]) -> None:
    assert tuple(one.name for one in LISTS.risks) == RISKS and len(LISTS.matrix) == 19
    assert {step.name: step.look_up for step in LISTS.steps} == STEPS
    for one, row, (name, address) in zip(LISTS.sources, laptop["Sources"][1:], SOURCES, strict=True):
        assert name in one.name and one.url == address == row[3] and name in str(row[0])
    assert [row[0] for row in laptop["Risks"][1:]] == [row[0] for row in laptop["Heat map"][1:8]] == [*RISKS]


@pytest.mark.parametrize("fact", EXAMPLES)
def test_an_example_stands_at_its_risk_and_stage(fact: tuple, laptop: dict[str, list[tuple]]) -> None:
    number, stages, materials, places, words = fact

    def is_it(one: RiskExample) -> bool:
        where = (one.risk, one.stages, one.materials, one.places) == (RISKS[number], stages, materials, places)
        return where and not holds(one.what, words)

    (one,) = filter(is_it, LISTS.matrix)
    assert one.manual == f"2.2 ({number + 1})"
    head, *rows = laptop["Examples"]
    row = dict(zip(head, next(row for row in rows if row[0] == RISKS[number]), strict=True))
    for column in stages or ("Whole chain",):
        assert not holds(str(row[column]), "; ".join((*words.split("; "), *places, f"[{one.manual}]")))
    if not stages:
        assert one.what not in "".join(str(row[stage.name]) for stage in LISTS.stages)


@pytest.mark.parametrize("words", NOTES)
def test_a_note_stands_on_the_first_page_with_its_section(words: str, laptop: dict[str, list[tuple]]) -> None:
    (note,) = (one for one in LISTS.notes if not holds(one.text, words))
    (row,) = (row for row in laptop["Start"] if row[1] and note.text in str(row[1]))
    assert row[0] == note.about and row[1].endswith(f"(CFIT manual (2025), section {note.manual})")


@pytest.mark.parametrize("product", ASKED)
def test_a_product_comes_filled_in_with_sources_and_nothing_counts_as_checked(product: str) -> None:
    found = PRODUCTS.find(product)
    assert found and found.name == product
    assert all(PRODUCTS.find(name) is found for name in ASKED[product])
    named = sheets(product)
    first, second, third = (named[f"{n} {name}"][1:] for n, name in enumerate([*STEPS][:3], 1))
    parts = [row for row in first if row[1]]
    places = [row for row in second if row[0]]
    risks = [row for row in third if row[0]]
    assert [row[1] for row in parts] == [*found.parts] and len(parts) >= 3
    assert all(sum(place[0] == part[1] for place in places) >= 3 for part in parts)
    assert {(row[0], row[1]) for row in places} == {(row[0], row[1]) for row in risks}
    for row in (*parts, *places, *risks):
        assert row[-1] == "check this"
        assert "not checked" in str(row[-2]) or str(row[-2]).startswith("CFIT manual (2025), section 2.2 (")
    assert all(row[5] == row[6] == "not known yet" for row in risks)
    assert not any(cell for row in named["4 Reporting"][1:] for cell in row[1:])


#: Countries that section 2.2 names, by risk; a row that refers to it names no other, unless it is about all factories.
NAMED = {
    "2.2 (1)": {"Democratic Republic of Congo", "Indonesia", "China", "Ghana", "Pakistan"},
    "2.2 (2)": {"Malaysia", "Taiwan"},
    "2.2 (4)": {"China"},
}


def test_the_manual_is_named_for_nothing_that_it_does_not_say() -> None:
    seen = set()
    for file in PARTS:
        for part in file.parts:
            for place in part.places:
                assert not place.manual or place.country in NAMED[place.manual]
                for risk in place.risks:
                    if risk.manual:
                        assert risk.risk == RISKS[int(risk.manual[5]) - 1]
                        assert " in general: " in risk.what or place.country in NAMED[risk.manual], risk
                        seen.add((risk.manual, place.country))
    assert {(number, country) for number, countries in NAMED.items() for country in countries} <= seen


@pytest.mark.parametrize("product", ["battery", "memory"])
def test_a_deep_dive_is_a_finished_example_and_says_that_nobody_found_it(product: str) -> None:
    named = sheets(product, as_example=True)
    start = " ".join(str(cell) for row in named["Start"] for cell in row if cell)
    assert "Nobody: an example of the library" in start and "was not seen" in start
    assert all(row[5] in ("medium", "high") and row[6] for row in named["3 Risk scoping"][1:] if row[0])
    assert [row[0] for row in named["4 Reporting"][1:]] == [*RISKS]
    assert all(all(row) for row in named["4 Reporting"][1:])


def test_what_is_not_known_comes_blank_and_the_known_ones_are_named() -> None:
    content, told = worksheet(ROOT, "toaster")
    assert "'toaster' is not known" in told and all(product in told for product in ASKED)
    rows = load_workbook(io.BytesIO(content))["1 Material scoping"].iter_rows(min_row=2, values_only=True)
    assert not any(cell for row in rows for cell in row[1:])
