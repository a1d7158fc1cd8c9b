"""A part whose elements have prefixes that nothing declares is read, and no element has a name that is none."""

from lxml import etree

from ddtender.office.safe_xml import salvage_part


def test_prefixes_that_are_declared_nowhere() -> None:
    root, faults = salvage_part("word/document.xml", b"<w:document xmlns:w='urn:w'><u:r>words</u:r><w:p/></w:document>")
    assert faults and [etree.QName(element).localname for element in root.iter()] == ["document", "r", "p"]
    assert "".join(root.itertext()) == "words"
