"""Texts go to a translator as Word or as XLIFF, and what comes back is written where it belongs, or told."""

import pytest

from ddtender.library.languages.files import pair_of
from tests.languages.parcels import ACTIONS, FORM, GOODS, KINDS, OWN, XLIFF, Exchange, codes, typed

PLAN = "award.actions"
both = pytest.mark.parametrize("kind", KINDS)


@both
def test_what_comes_back_unchanged_changes_nothing(kind: str) -> None:
    one = Exchange()
    content = one.send(kind)
    assert content == one.send(kind)
    done = one.take(content)
    assert not done.files and not done.findings and not done.texts
    assert sum(len(sheet.lines) for sheet in one.parcel().sheets) > 60


@both
def test_a_changed_text_is_written_where_it_stands_and_all_else_stays(kind: str) -> None:
    one = Exchange()
    new = "De Opdrachtnemer antwoordt **binnen** een *week* van {{ answer_days }} dagen – #1:"
    texts = {one.name(PLAN, "text.2"): new, one.name(PLAN, "scoring.one"): "één maatregel: hij is beschreven"}
    done = one.take(typed(one.send(kind), texts))
    assert not done.findings and done.texts == 2 and [*done.files] == [OWN]
    before, after = (text.decode().splitlines() for text in (one.files[OWN], done.files[OWN]))
    assert [line for line in after if line not in before] == [
        "  one: 'één maatregel: hij is beschreven'",
        r"De Opdrachtnemer antwoordt **binnen** een *week* van {{ answer_days }} dagen – #1:",
    ]
    assert len(before) == len(after) and "# A remark of a colleague." in after
    one.files.update(done.files)
    assert one.state(PLAN) == "draft"
    again = one.take(typed(one.send(kind), {}))
    assert not again.files and not again.findings


@both
def test_a_file_begins_when_its_first_texts_come_back(kind: str) -> None:
    one = Exchange()
    texts = {
        "title": "Kaart van de risico’s",
        "instructions.1": "Noem elk risico.",
        "parts.risks.columns.risk": "Risico",
    }
    content = one.send(kind)
    done = one.take(typed(content, {one.name("reply-form.risk-map", at): text for at, text in texts.items()}))
    assert not done.findings and [*done.files] == [FORM]
    assert done.files[FORM].decode().splitlines()[1:] == [
        "title: Kaart van de risico’s",
        "instructions:",
        "  - Noem elk risico.",
        "parts:",
        "  risks:",
        "    columns:",
        "      risk: Risico",
    ]
    one.files.update(done.files)
    assert one.state("reply-form.risk-map") == "missing"  # there are others
    rest = dict.fromkeys(("parts.summary.label", "parts.risks.label", "parts.risks.help"), "Samenvatting")
    names = {one.name("reply-form.risk-map", at): text for at, text in rest.items()}
    done = one.take(
        typed(one.send(kind), names | {one.name("reply-form.risk-map", "parts.risks.columns.place"): "Plaats"})
    )
    one.files.update(done.files)
    assert not done.findings and one.state("reply-form.risk-map") == "draft"


@both
def test_forms_of_a_term_are_lines(kind: str) -> None:
    one = Exchange()
    done = one.take(typed(one.send(kind), {one.name("definition.goods", "also"): "Goed\nGoederen-\n; Goeds"}))
    assert b"also:\n  - Goed\n  - Goederen-\n  - Goeds\n" in done.files[GOODS]
    one.files.update(done.files)
    done = one.take(typed(one.send(kind), {one.name("definition.goods", "also"): "–"}))
    assert b"also: []\n" in done.files[GOODS] and not done.findings


@both
def test_paragraphs_are_written_when_all_are_there(kind: str) -> None:
    one = Exchange()
    del one.files[OWN]
    texts = {
        f"text.{n}": text for n, text in enumerate(("Eerst [](#selection.risk-map).", "Dan {{ answer_days }}:", "a"), 1)
    }
    content = typed(one.send(kind), {one.name(PLAN, at): text for at, text in texts.items()})
    done = one.take(content)
    assert codes(done) == ["part-of-text"] and not done.files
    done = one.take(typed(content, {one.name(PLAN, "text.4"): "of *b*", one.name(PLAN, "title"): "M"}))
    assert not done.findings
    assert (
        done.files[OWN]
        .decode()
        .endswith("---\nEerst [](#selection.risk-map).\n\nDan {{ answer_days }}:\n\n- a\n- of *b*\n")
    )


@both
def test_a_stale_translation_follows_when_all_that_has_changed_is_translated(kind: str) -> None:
    one = Exchange()
    one.edit(ACTIONS, "- by letter;", "- by registered letter;\n- by hand;")
    one.edit(ACTIONS, "title: Actions", "title: Measures")
    assert one.state(PLAN) == "stale"
    lines = {line.piece.place: line.piece for sheet in one.parcel(PLAN).sheets for line in sheet.lines}
    assert [place for place, piece in lines.items() if piece.before is not None] == [
        ("title",),
        ("text", 2),
        ("text", 3),
    ]
    assert lines["text", 2].translation is not None and lines["text", 3].translation is None
    assert lines["text", 4].translation is not None
    content = typed(
        one.send(kind), {one.name(PLAN, "text.3"): "per aangetekende brief;", one.name(PLAN, "text.4"): "in persoon;"}
    )
    done = one.take(content)
    assert codes(done) == ["still-stale"] and "title was left" in done.findings[0].message
    assert done.files[OWN].decode().endswith("- per aangetekende brief;\n- in persoon;\n- of per *mail*.\n")
    done = one.take(typed(content, {one.name(PLAN, "title"): "Maatregelen en acties"}))
    assert not done.findings
    one.files.update(done.files)
    assert one.state(PLAN) == "draft"


@both
def test_what_somebody_has_changed_meanwhile_is_never_overwritten(kind: str) -> None:
    one = Exchange()
    name = one.name(PLAN, "title")
    content = typed(one.send(kind), {name: "Acties", one.name(PLAN, "scoring.one"): "één actie"})
    one.edit(OWN, "title: Maatregelen", "title: Stappen")
    done = one.take(content)
    assert codes(done) == ["translation-conflict"] and "it says “Stappen”" in done.findings[0].message
    assert "award.actions, title" in done.findings[0].message
    assert not one.take(content, "definition.goods").findings  # the others can be taken alone
    one.edit(OWN, "title: Stappen", "title: Acties")
    done = one.take(content)  # both say the same now
    assert not done.findings and done.texts == 1


@both
def test_what_was_translated_from_words_that_are_gone_is_told(kind: str) -> None:
    one = Exchange()
    content = typed(one.send(kind), {one.name(PLAN, "title"): "Acties"})
    one.edit(ACTIONS, "title: Actions", "title: Measures")
    assert codes(one.take(content)) == ["source-has-changed"]


@both
def test_lost_references_and_other_faults_are_all_told_with_their_places(kind: str) -> None:
    one = Exchange()
    texts = {
        one.name(PLAN, "text.1"): "Zonder verwijzing.",
        one.name(PLAN, "text.2"): "Twee: {{ answer_days }} {{ answer_days }}",
        one.name(PLAN, "title"): "T" * 65,
        one.name(PLAN, "text.3"): "on\u202ezichtbaar",
        one.name(PLAN, "text.4"): "half **“vet”**woord",
        one.name(PLAN, "scoring.one"): "",
    }
    done = one.take(typed(one.send(kind), texts))
    expected = [
        "lost-tag",
        "lost-tag",
        "no-room-for-text",
        "forbidden-character",
        "unwritable-text",
        "translators-remark",
    ]
    assert sorted(codes(done)) == sorted(expected)
    assert all(one.location.path == "back" and one.location.line > 1 for one in done.findings)
    said = " ".join(one.message for one in done.findings)
    assert "award.actions, text.1: [](#selection.risk-map) stands here 0 times, and in the source 1 times" in said
    assert "65 characters; there is room for 64" in said


@both
def test_words_of_a_reference_and_moved_tags_are_kept(kind: str) -> None:
    one = Exchange()
    new = "Onder [geschiktheidseis](#selection.risk-map) staan {de} [risico’s]: 1 < 2 & 3 * 4_5."
    done = one.take(typed(one.send(kind), {one.name(PLAN, "text.1"): new.replace("*", "×")}))
    assert not done.findings
    assert r"Onder [geschiktheidseis](#selection.risk-map) staan {de} \[risico’s\]: 1 \< 2 & 3 × 4\_5." in (
        done.files[OWN].decode()
    )
    one.files.update(done.files)
    assert not one.take(one.send(kind)).files
    pair, findings = pair_of(one.files, ACTIONS, "nl")
    assert pair is not None and not findings


def test_phrases_that_a_language_lacks_go_out_and_come_back_into_the_librarys_own_folder() -> None:
    one = Exchange(tag="pl", phrases=True)
    places = {
        (sheet.id, ".".join(map(str, line.piece.place))): line.name
        for sheet in one.parcel("words.common", "words.translator").sheets
        for line in sheet.lines
    }

    def name(id_: str, place: str) -> str:
        return places[id_, place]

    days = ("dzień", "dni", "dni", "dnia")
    forms = ("one", "few", "many", "other")
    names = {name("words.common", f"units.days.{form}"): text for form, text in zip(forms, days, strict=True)}
    content = one.send(XLIFF, "words.common", "words.translator")
    done = one.take(typed(content, {**names, name("words.translator", "changed"): "Zmieniono:"}))
    own, other = (f"clause_library/languages/pl/words/{room}.yaml" for room in ("common", "translator"))
    assert not done.findings and done.texts == 5
    assert done.files[other].decode() == "changed: 'Zmieniono: '\n"  # the space belongs to the phrase
    assert done.files[own].decode().split("units:\n")[1].splitlines() == [
        "  days:",
        "    by: number",
        *(f"    {form}: {text}" for form, text in zip(forms, days, strict=True)),
    ]
    one.files.update(done.files)
    again = one.take(typed(one.send(XLIFF, "words.common"), {name("words.common", "units.months.one"): "miesiąc"}))
    assert codes(again) == ["unwritable-text"] and "units.months lacks" in again.findings[0].message


@both
def test_a_file_that_is_written_anew_keeps_what_reviewers_have_said(kind: str) -> None:
    one = Exchange()
    note = 'notes:\n  - comment: "Is dit genoeg?"\n    author: "A. Jurist"\n    on: "maatregelen"\n'
    text = one.files[OWN].decode()
    one.files[OWN] = text.replace("title: Maatregelen\n", note).encode()  # a key is lacking, so it is written anew
    done = one.take(typed(one.send(kind), {one.name(PLAN, "title"): "Maatregelen"}))
    assert not done.findings
    written = done.files[OWN].decode()
    assert note in written and "title: Maatregelen\n" in written
    assert "translates: {id: award.actions," in written
