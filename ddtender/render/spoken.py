"""The language that a document says to be in, to whatever checks its spelling or reads it aloud."""

from __future__ import annotations

from ddtender.office.package import W, parse_part
from ddtender.office.packaging import serialize
from ddtender.words import SOURCE, Language

_STYLES = "word/styles.xml"


def speak(parts: dict[str, bytes], language: Language) -> None:
    """Have the parts of a document say that they are in a language, where the template says that they are in that of
    the library; what it marks as another one stays. In the library's own the template has the last word.

    Raises PackageError.
    """
    if language.tag == SOURCE:
        return
    for name, content in parts.items():
        if not (name.startswith("word/") and name.endswith(".xml") and b":lang" in content):
            continue
        root = parse_part(name, content)
        found = [one for one in root.iter(W + "lang") if _is_source(one.get(W + "val", ""))]
        for one in found:
            one.set(W + "val", language.locale_tag)
        if found:
            parts[name] = serialize(root)


def _is_source(tag: str) -> bool:
    return tag.partition("-")[0].lower() == SOURCE
