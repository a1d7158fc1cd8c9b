"""One author's changes become final; everybody else's stay as they are."""

import re

from lxml import etree

from ddtender.office.tracked import accept_by
from tests.documents import W

OURS, THEIRS = 'w:author="ddtender" w:date="2027-01-04T09:00:00Z"', 'w:author="Anna" w:date="2027-01-04T09:00:00Z"'


def settled(body: str) -> str:
    """The body with our changes final, without declarations of namespaces."""
    root = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{body}</w:body>')
    accept_by(root, "ddtender", "2027-01-04T09:00:00Z")
    written = "".join(etree.tostring(child, encoding="unicode") for child in root)
    return re.sub(r' xmlns:\w+="[^"]*"', "", written)


def test_words_of_two_authors() -> None:
    mine = f'<w:ins w:id="1" {OURS}><w:r><w:t>new</w:t></w:r></w:ins>'
    other = f'<w:del w:id="2" {THEIRS}><w:r><w:t>old</w:t></w:r></w:del>'
    assert settled(f"<w:p>{mine}{other}</w:p>") == f"<w:p><w:r><w:t>new</w:t></w:r>{other}</w:p>"


def test_somebody_deletes_what_we_inserted() -> None:
    other = f'<w:del w:id="2" {THEIRS}><w:r><w:t>new</w:t></w:r></w:del>'
    assert settled(f'<w:p><w:ins w:id="1" {OURS}>{other}</w:ins></w:p>') == f"<w:p>{other}</w:p>"


def test_the_same_name_at_another_moment_is_somebody_else() -> None:
    later = '<w:ins w:id="1" w:author="ddtender" w:date="2027-02-01T09:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins>'
    assert settled(f"<w:p>{later}</w:p>") == f"<w:p>{later}</w:p>"


def test_ends_of_paragraphs() -> None:
    gone = f'<w:p><w:pPr><w:rPr><w:del w:id="1" {OURS}/></w:rPr></w:pPr></w:p>'
    kept = f'<w:p><w:pPr><w:rPr><w:ins w:id="2" {THEIRS}/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    assert settled(f"{gone}{kept}<w:p/>") == f"{kept}<w:p/>"
