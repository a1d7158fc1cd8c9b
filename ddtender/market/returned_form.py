"""A returned file as the boxes and fields of a form, within the limits of what a form can be."""

from __future__ import annotations

import re
from functools import cache, partial

from ddtender.market.boxes import FieldWords, Returned, read_returned
from ddtender.market.form import before_field, company_labels
from ddtender.model.market import Questionnaire
from ddtender.office.package import PackageError, open_package, parse_part
from ddtender.office.strict import in_usual_names
from ddtender.words import Language

#: A completed form is a hundred times smaller; reading stops here, before any XML is parsed.
MAX_BYTES = 20_000_000
_MAX_DOCUMENT = 8_000_000
#: A form has some thirty boxes; a document with more than this is something else.
_MAX_BOXES = 400
_DOCUMENT = "word/document.xml"
#: What the properties of a document say of its language (ECMA-376 part 2, 11.1), in the form of a tag of ours.
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


def open_form(content: bytes, questionnaire: Questionnaire, words: Language) -> Returned:
    """What a .docx holds of a form in the language of ``words``. Raises PackageError."""
    if len(content) > MAX_BYTES:
        raise PackageError(f"the file has {len(content):,} bytes; at most {MAX_BYTES:,} are read")
    if not content:
        raise PackageError("the file is empty")
    document = in_usual_names(open_package(content))[_DOCUMENT]
    if len(document) > _MAX_DOCUMENT:
        raise PackageError(f"its text has {len(document):,} bytes; a form needs less than {_MAX_DOCUMENT:,}")
    names = [f"{group}.{option}" for group, option in questionnaire.boxes]
    fields, whole = _field_names(questionnaire, words)
    try:
        returned = read_returned(parse_part(_DOCUMENT, document), names, fields, whole, field_words(words))
    except RecursionError:
        raise PackageError("its text is nested too deeply to be a form") from None
    if len(returned.boxes) > _MAX_BOXES:
        raise PackageError(f"it has {len(returned.boxes):,} boxes; a form has {len(names)}")
    return returned


def _field_names(questionnaire: Questionnaire, words: Language) -> tuple[list[str], dict[str, str]]:
    """The names of all text fields, and the labels of those that have a table cell for themselves."""
    whole = company_labels(words) | {group.id: group.remarks for group in questionnaire.groups if group.remarks}
    whole |= {choice.id: choice.label for choice in questionnaire.choices}
    texts = [f"kind.{kind.id}.text" for kind in questionnaire.kinds if kind.describe]
    texts += [f"{g.id}.{o.id}.text" for g in questionnaire.groups for o in g.options if o.describe]
    return [*sorted(whole), *texts, "form"], whole


@cache
def field_words(words: Language) -> FieldWords:
    """What stands in empty fields, and before one."""
    prompts = (words.say("market.form.prompt"), words.say("market.form.choose"))
    return FieldWords(prompts, partial(before_field, language=words))


def language_in(content: bytes) -> str:
    """The tag of the language that a document says to be in, whatever program saved it; empty where it says none."""
    try:
        parts = open_package(content)
        core = next((data for name, data in parts.items() if name.endswith("core.xml")), b"")
        said = next(parse_part("core.xml", core).iter(_LANGUAGE), None) if core else None
    except PackageError:
        return ""
    tag = (said.text or "").strip() if said is not None else ""
    return tag if _TAG.fullmatch(tag) else ""
