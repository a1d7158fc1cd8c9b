"""Our library after a morning's work of somebody with a free hand: random edits to clauses and scenarios."""

import re
from collections.abc import Callable

from hypothesis import strategies as st

from ddtender.desk import pipeline
from ddtender.stamp import Stamp
from tests.documents import MOMENT, build, sources

Files = dict[str, bytes]
Edit = Callable[[Files, st.DataObject], None]
WORDS = ["promptly", "at its own cost", "in writing", "each year", "where this is reasonable", "and its owners"]
SENTENCES = [
    "The Contracting Authority may ask for proof in writing.",
    "This also holds for **every** Sub-supplier.",
    "More is said in [the guidance](https://example.org/guidance?a=1&b=2) of the library.",
    "The paragraph before is *not* exhaustive.",
]


def clauses(files: Files, data: st.DataObject, folders: str = "award|contract|selection|technical") -> str:
    """The path of one provision."""
    return data.draw(
        st.sampled_from([path for path in sorted(files) if re.match(rf"clause_library/({folders})", path)])
    )


def body_edit(change: Callable[[str, st.DataObject], str]) -> Edit:
    def edit(files: Files, data: st.DataObject) -> None:
        path = clauses(files, data)
        head, mark, body = files[path].decode().rpartition("\n---\n")
        files[path] = f"{head}{mark}{change(body, data)}".encode()

    return edit


def paragraphs(body: str) -> list[str]:
    return body.strip("\n").split("\n\n")


def reword(body: str, data: st.DataObject) -> str:
    places = [m.start() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", body)]
    at = data.draw(st.sampled_from(places))
    return f"{body[:at]} {data.draw(st.sampled_from(WORDS))}{body[at:]}"


def shorten(body: str, data: st.DataObject) -> str:
    """Leave out a few words."""
    places = list(re.finditer(r"(?<=[a-z])( [a-z]+){1,4}(?= [a-z])", body))
    if not places:
        return body
    cut = data.draw(st.sampled_from(places))
    return body[: cut.start()] + body[cut.end() :]


def add_paragraph(body: str, data: st.DataObject) -> str:
    parts = paragraphs(body)
    parts.insert(data.draw(st.integers(0, len(parts))), data.draw(st.sampled_from(SENTENCES)))
    return "\n\n".join(parts) + "\n"


def drop_paragraph(body: str, data: st.DataObject) -> str:
    parts = paragraphs(body)
    if len(parts) > 1:
        parts.pop(data.draw(st.integers(0, len(parts) - 1)))
    return "\n\n".join(parts) + "\n"


def move_paragraph(body: str, data: st.DataObject) -> str:
    parts = paragraphs(body)
    moved = parts.pop(data.draw(st.integers(0, len(parts) - 1)))
    parts.insert(data.draw(st.integers(0, len(parts))), moved)
    return "\n\n".join(parts) + "\n"


def list_items(body: str, data: st.DataObject) -> str:
    """One item more or less."""
    items = list(re.finditer(r"^(- |\d+\. )(?:.|\n(?!- |\d+\. |\n))+", body, re.M))
    if not items:
        return body
    chosen = data.draw(st.sampled_from(items))
    if data.draw(st.booleans()):
        return f"{body[: chosen.end()]}\n{chosen[1]}another point, described in short;{body[chosen.end() :]}"
    return body[: chosen.start()].rstrip("\n") + body[chosen.end() :]


def format_words(body: str, data: st.DataObject) -> str:
    places = list(re.finditer(r"(?<= )[a-z]{4,}(?= )", body))
    if not places:
        return body
    chosen = data.draw(st.sampled_from(places))
    mark = data.draw(st.sampled_from(["*", "**"]))
    return f"{body[: chosen.start()]}{mark}{chosen[0]}{mark}{body[chosen.end() :]}"


def refer(body: str, data: st.DataObject) -> str:
    parts = paragraphs(body)
    target = data.draw(st.sampled_from(["selection.human-rights-risk-assessment", "specification.certified-products"]))
    parts.append(f"The evidence is that of [](#{target}).")
    return "\n\n".join(parts) + "\n"


def percentages(files: Files, data: st.DataObject) -> None:
    path = clauses(files, data, "award")
    text = files[path].decode()
    places = list(re.finditer(r"percent: (\d+)", text))
    if places:
        chosen = data.draw(st.sampled_from(places))
        files[path] = f"{text[: chosen.start(1)]}{max(1, int(chosen[1]) - 5)}{text[chosen.end(1) :]}".encode()


def scoring_rows(files: Files, data: st.DataObject) -> None:
    """One option less."""
    path = clauses(files, data, "award")
    text = files[path].decode()
    places = list(re.finditer(r"    - id: \w+\n(?:      .*\n)+", text.partition("evidence:")[0]))
    if len(places) > 1:
        chosen = data.draw(st.sampled_from(places[1:]))
        files[path] = (text[: chosen.start()] + text[chosen.end() :]).encode()


def retitle(files: Files, data: st.DataObject) -> None:
    path = clauses(files, data)
    word = data.draw(st.sampled_from(["revised", "in short", "and its limits"]))
    files[path] = re.sub(rb"^(title: .*)$", rb"\1, " + word.encode(), files[path], count=1, flags=re.M)


def new_version(files: Files, data: st.DataObject) -> None:
    path = clauses(files, data, "award|contract|selection|technical|definitions")
    files[path] = files[path].replace(b"version: 1.0.0", b"version: 1.1.0", 1)


def definition(files: Files, data: st.DataObject) -> None:
    path = clauses(files, data, "definitions")
    head, mark, body = files[path].decode().rpartition("\n---\n")
    files[path] = f"{head}{mark}{reword(body, data)}".encode()


def legal_basis(files: Files, data: st.DataObject) -> None:
    """Paragraphs at the end of a table's cells."""
    path = clauses(files, data)
    more = b"legal_basis:\n  - Directive 2014/24/EU, Article 18(2)\n"
    files[path] = files[path].replace(b"legal_basis:\n", more, 1)


def defaults(files: Files, data: st.DataObject) -> None:
    text = files["clause_library/parameters.yaml"].decode()
    chosen = data.draw(st.sampled_from(list(re.finditer(r"default: (\d+)", text))))
    number = int(chosen[1]) + data.draw(st.integers(1, 3))
    files["clause_library/parameters.yaml"] = f"{text[: chosen.start(1)]}{number}{text[chosen.end(1) :]}".encode()


def scenario(files: Files, data: st.DataObject) -> None:
    """Provisions left out, or in another order."""
    path = f"scenarios/{data.draw(st.sampled_from(['low', 'medium', 'high']))}.yaml"
    head, mark, listed = files[path].decode().partition("provisions:\n")
    lines = listed.splitlines(keepends=True)
    if data.draw(st.booleans()):
        lines = data.draw(st.permutations(lines))
    else:
        lines.pop(data.draw(st.integers(0, len(lines) - 1)))
    files[path] = f"{head}{mark}{''.join(lines)}".encode()


EDITS: list[Edit] = [
    *map(body_edit, (reword, shorten, add_paragraph, drop_paragraph, move_paragraph)),
    *map(body_edit, (list_items, format_words, refer)),
    *(percentages, scoring_rows, retitle, new_version, definition, legal_basis, defaults, scenario),
]


def edited(data: st.DataObject, most: int = 6) -> Files:
    files = dict(sources().files)
    for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=most)):
        edit(files, data)
    return files


def documents(files: Files, name: str) -> dict[str, bytes] | None:
    """Both documents; None if the checks find an error in what the edits have left."""
    if files == dict(sources().files):
        return build(name).documents
    made = pipeline.build_documents(files, pipeline.Request(name), Stamp(False, MOMENT)).documents
    return made or None
