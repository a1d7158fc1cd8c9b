"""A translation is a folder of words: whatever the library prints has its place there, and nothing else has."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct

from ddtender.diagnostics import has_errors
from ddtender.library.languages.files import pair_of, translations
from ddtender.library.languages.kinds import place_of_translation, translatable
from ddtender.library.languages.plans import plan_of_form, slots_of, texts_in
from ddtender.library.languages.skeleton import skeleton
from ddtender.library.loader import load, load_in
from ddtender.model import Library, Provision, Text
from ddtender.model.provision import prose_of
from tests.languages.invented import TAG, library_files, translated, with_invented
from tests.tools import ROOT

PLAN = "clause_library/award_criteria/action-plan.md"
OWN = place_of_translation(PLAN, TAG)


def loaded(files: dict[str, bytes], language: str = "") -> Library:
    library, findings = load(files)
    assert not has_errors(findings), findings
    return load_in(language, files, library) if language else library


def texts(value: object) -> Iterator[str]:
    """Every text in a tree of values that a reader sees."""
    if isinstance(value, Text):
        yield value.text
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)


def test_every_text_of_the_library_is_that_of_the_translation() -> None:
    library, source = loaded(with_invented(), TAG), loaded(library_files())
    assert [p.id for p in library.provisions] == [p.id for p in source.provisions]
    for own, other in zip(library.provisions, source.provisions, strict=True):
        assert own.title.startswith("⟪") and own.version == other.version, own.id
        assert own.legal_basis == other.legal_basis
        assert all(note.text.startswith("⟪") for note in own.notes) and len(own.notes) == len(other.notes)
        for piece in map("".join, map(texts, prose_of(own))):
            assert piece.startswith("⟪"), (own.id, piece)
        assert all(kpi.asks.startswith("⟪") for kpi in own.kpis)
        assert [o.percent for o in options(own)] == [o.percent for o in options(other)]
    for form in library.reply_forms:
        labels = [form.title, *(part.label for part in form.parts)]
        labels += [heading for part in form.parts for _, heading, _ in getattr(part, "columns", ())]
        labels += [label for part in form.parts for label in getattr(part, "row_labels", ())]
        assert all(label.startswith("⟪") for label in labels), form.id
    assert all(p.label.startswith("⟪") and p.question.startswith("⟪") for p in library.parameters)
    assert all(s.title.startswith("⟪") and s.summary.startswith("⟪") for s in library.scenarios)
    assert all(letter.title.startswith("⟪") for letter in library.letters)


def options(provision: Provision) -> tuple:
    return provision.scoring.options if provision.scoring else ()


def test_every_form_that_has_words_is_translatable() -> None:
    """A file of the library that nobody can translate has no words, or they are said to those who keep it."""
    left = {
        path.split("/")[1] for path in library_files() if path.startswith("clause_library/") and not translatable(path)
    }
    assert left == {"library.yaml", "national", "law"}  # law/procedures.yaml


@pytest.mark.parametrize("path", sorted({p for p in library_files() if translatable(p)}, key=lambda p: p[-20:])[:12])
def test_an_empty_file_has_a_key_for_every_text(path: str) -> None:
    """Filled in at each of its keys, the file that `--begin` writes lacks nothing."""
    files = library_files()
    pair, _ = pair_of(files, path, TAG)
    assert pair is not None
    empty = skeleton(pair)
    again, findings = pair_of({**files, place_of_translation(path, TAG): empty}, path, TAG)
    assert again is not None and findings == ()
    assert len(again.missing) == pair.translation().texts  # nothing is said yet
    assert {slot.target for slot in pair.slots if slot.texts} == keys_of(empty)


def keys_of(content: bytes) -> set[tuple]:
    """The places of a file's keys without a value."""
    import yaml

    text = content.decode()
    front = text.split("\n---")[0].removeprefix("---\n") if text.startswith("---") else text

    def places(value: Any, path: tuple = ()) -> Iterator[tuple]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if path or key != "translates":
                    yield from places(inner, (*path, key))
        elif isinstance(value, list):
            for n, inner in enumerate(value):
                yield from places(inner, (*path, n))
        elif value is None:
            yield path

    return set(places(yaml.safe_load(front)))


def test_what_is_missing_is_said_in_the_source_s_words_and_marked() -> None:
    files = with_invented()
    content = files[OWN].decode()
    gap = re.sub(r"(?m)^  two: .*$", "  two:", content)
    found = loaded({**files, OWN: gap.encode()}, TAG).by_id["award.action-plan"]
    said = ["".join(texts(option.when)) for option in options(found)]
    assert said[0].startswith("⟪") and said[1].startswith("⟦the action plan contains two")
    none = {path: text for path, text in files.items() if path != OWN}
    whole = loaded(none, TAG).by_id["award.action-plan"]
    assert whole.title == "⟦Action plan⟧" and whole.prose[0].text.startswith("⟦The Tenderer earns points")
    assert [len(p.body) for p in (whole, found)] == [len(loaded(library_files()).by_id[whole.id].body)] * 2


def test_only_a_change_of_words_makes_a_translation_stale() -> None:
    files = with_invented()

    def stands(old: str, new: str) -> bool:
        changed = files[PLAN].decode().replace(old, new)
        assert changed != files[PLAN].decode()
        found = {one.id: one for one in translations({**files, PLAN: changed.encode()}, TAG)}
        return not found["award.action-plan"].is_stale

    assert stands("percent: 30", "percent: 40") and stands("version: 1.0.0", "version: 1.0.1")
    assert stands("of the Goods.\nPoints", "of the Goods. Points")
    assert not stands("Action plan", "Plan of action") and not stands("a group submits", "groups submit")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  three: ", "  four: ", "scoring.four: the source has no such text"),
        ("title:", "titel:", "'titel' is not known here"),
        ("id: award.action-plan", "id: award.plan", "has the id 'award.action-plan'"),
        ("- training on", "| a | table |\n|---|---|\n", "table"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(old: str, new: str, expected: str) -> None:
    files = with_invented()
    content = files[OWN].decode()
    changed = content.replace(old, new, 1) if old in content else content + "\n| a | b |\n|---|---|\n| c | d |\n"
    _, findings = load({**files, OWN: changed.encode()})
    found = [finding for finding in findings if finding.location.path == OWN]
    assert any(expected in finding.message for finding in found), found
    assert all(finding.location.line > 0 for finding in found)


def test_a_file_that_translates_nothing_is_told() -> None:
    lost = OWN.replace("action-plan", "no-such-plan")
    _, findings = load({**with_invented(), lost: with_invented()[OWN]})
    assert [f.code.name for f in findings if f.location.path == lost] == ["translation-of-nothing"]


def test_a_territory_falls_back_to_its_language() -> None:
    files = {**library_files(), **translated(library_files(), "nl")}
    title = place_of_translation(PLAN, "nl-BE")
    own = {**files, title: files[place_of_translation(PLAN, "nl")].replace("⟪Action plan⟫".encode(), b"Vlaams")}
    library = loaded(own, "nl-BE")
    assert library.by_id["award.action-plan"].title == "Vlaams"
    assert library.by_id["award.policy-commitment"].title.startswith("⟪")


def test_the_texts_of_a_form_are_found_by_the_form_itself() -> None:
    from ddtender.library.provision_forms import ProvisionForm

    value = {
        "title": "A",
        "evidence": [{"id": "e", "text": "B", "reply_form": "f"}],
        "requirement": "x",
        "id": "award.a",
    }
    assert [(slot.target, slot.texts) for slot in slots_of(ProvisionForm, value)] == [
        (("title",), ("A",)),
        (("evidence", "e"), ("B",)),
    ]
    plan = plan_of_form(ProvisionForm)
    assert plan is not None and [key for key, _ in plan.entries] == ["title", "scoring", "evidence", "kpis"]
    assert list(texts_in({"translates": {"id": "x"}, "scoring": {"a": "b", "c": None}})) == [("scoring", "a")]


def test_notes_that_are_words_are_those_of_the_source() -> None:
    path = "clause_library/languages/nl/initiatives/tests.yaml"
    files = library_files()
    own = (ROOT / path).read_text(encoding="utf-8").rstrip()

    def found(text: str) -> list[str]:
        findings = load({**files, path: f"{text}\n".encode()})[1]
        return [one.code.name for one in findings if one.location.path == path]

    assert found(own) == []
    surplus = own.replace("\nnotes:\n", "\nnotes:\n  - {about: X, text: Dit zegt de bron niet.}\n")
    assert found(surplus) == ["unknown-key", "unknown-key"]
