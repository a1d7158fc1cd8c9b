"""A build reads the translations into the languages that it prints, and no other."""

from collections.abc import Iterable

import pytest

from ddtender.library.languages import reading
from ddtender.library.languages.files import _pair
from ddtender.library.loader import _in_languages, load
from tests.documents import sources


@pytest.mark.parametrize(("printed", "wanted"), [((), set()), (("en",), set()), (("nl-BE",), {"nl", "nl-BE"})])
def test_only_these_translations_are_read(
    printed: Iterable[str], wanted: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()
    known = reading.read_form

    def noted(form, source, *rest):
        read.add(source.path.split("/")[2])
        return known(form, source, *rest)

    monkeypatch.setattr(reading, "read_form", noted)
    _pair.cache_clear()
    _in_languages.cache_clear()
    _, findings = load(sources(languages=True).files, printed=lambda _: printed)
    assert read == wanted
    assert not findings


def test_a_broken_translation_stops_no_build_in_another_language() -> None:
    files = {**sources(languages=True).files, "clause_library/languages/fr/parameters.yaml": b"translates: [}\n"}
    assert not load(files, printed=lambda _: ("nl",))[1]
    assert load(files, printed=lambda _: ("fr",))[1]
    assert load(files)[1]
