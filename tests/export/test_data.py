"""The data that comes with ddtender is that of the official files, wherever these are at hand."""

import json

import pytest
from lxml import etree

from ddtender.export.fields import fields, sdk
from ddtender.library.eu import codes, is_cpv, is_nuts3, named
from tests.export import official

pytestmark = pytest.mark.usefixtures("needs_standards")
LISTS = {
    "procedure": "procurement-procedure-type_procedure-type-16",
    "nature": "contract-nature",
    "legal_type": "buyer-legal-type",
    "activity": "main-activity_authority-activity",
    "framework": "framework-agreement",
    "dps": "dps-usage",
    "eu_funds": "eu-funded",
    "permission": "permission",
    "reserved_participation": "reserved-procurement",
    "reserved_execution": "applicability_reserved-execution",
    "exclusion_grounds_source": "document-used-in-public-procurement_exclusion-grounds-source",
    "language": "language_eu-official-language",
    "selection": "selection-criterion",
    "objective": "social-objective",
    "strategic": "strategic-procurement",
    "criterion": "award-criterion-type",
    "nuts_country": "country_nuts-country",
    "postcode_country": "country_postcode-country",
}


COLUMNS = {"en": "Name", "nl": "nld_label", "fr": "fra_label", "de": "deu_label"}


@pytest.mark.parametrize(("name", "file"), LISTS.items())
def test_a_list_has_the_codes_and_names_of_the_official_one(name: str, file: str) -> None:
    for tag, column in COLUMNS.items():
        told = {}
        for row in etree.parse(str(official.EFORMS / f"codelists/{file}.gc")).iter("{*}Row"):
            values = {value.get("ColumnRef"): "".join(value.itertext()).strip() for value in row}
            told[values["code"]] = values[column].rstrip(".")
        assert dict(named(name, tag)) == told
    assert named(name, "nb").keys() == codes(name).keys() == told.keys()


def test_every_code_of_cpv_and_nuts_is_known_and_no_other() -> None:
    cpv = (official.EFORMS / "derived/cpv-codes.txt").read_text().split()
    nuts = (official.EFORMS / "derived/nuts3-codes.txt").read_text().split()
    assert len(cpv) == 9454 and all(map(is_cpv, cpv)) and not is_cpv("30213101")
    assert len(nuts) == 1521 and all(map(is_nuts3, nuts)) and not is_nuts3("BE999")


def test_the_fields_have_names_order_and_limits_of_the_form() -> None:
    form = json.loads((official.EFORMS / "notice-types/16.json").read_text(encoding="utf-8"))
    told = json.loads((official.EFORMS / "fields/fields.json").read_text(encoding="utf-8"))
    limits = {one["id"]: one.get("maxLength") or 0 for one in told["fields"]}
    labels = etree.parse(str(official.EFORMS / "translations/field_en.xml"))
    names = {entry.get("key"): entry.text for entry in labels.iter("entry")}

    def listed(nodes: list[dict]) -> list[tuple[str, str]]:
        found = []
        for node in nodes:
            own = [(node["id"], names[node["_label"]])] if node["contentType"] == "field" else []
            found += [*own, *listed(node.get("content", []))]
        return found

    expected = dict(listed([*form["metadata"], *form["content"]]))
    assert [(one.id, one.name, one.limit) for one in fields().values()] == [
        (id_, name, limits[id_]) for id_, name in expected.items()
    ]
    assert form["sdkVersion"] == sdk().version and told["sdkVersion"] == f"eforms-sdk-{sdk().version}"
    assert sdk().customization == f"eforms-sdk-{sdk().version.rpartition('.')[0]}" and form["noticeId"] == sdk().subtype
