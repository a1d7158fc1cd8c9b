"""What binds in two libraries without being a provision, compared: forms, defaults, law, templates, order, weights."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from ddtender.history.bindings import default_id, legal_basis_id, letter_id, national_law_id, template_id, words_id
from ddtender.history.fingerprint import written
from ddtender.history.level import VersionLevel, said_alike
from ddtender.history.words import Piece, compare
from ddtender.library.fixed_text import fixed_text
from ddtender.library.places import INFO
from ddtender.model import FactValue, Library, Parameter, Procedure, ReplyForm, ReplyFormField, ReplyFormTable

#: Which scenarios and procedures use the provision with an id.
UsedBy = Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]

_NOBODY: frozenset[str] = frozenset()


class OtherDiff(Struct, frozen=True):
    """Something that binds beside the provisions: ``what`` is added, removed or changed, ``pieces`` the words between
    both states of it. It touches scenarios and procedures as a provision does; ``asked`` is the least level by which
    the library's version rises with it."""

    what: str
    id: str
    title: str
    pieces: tuple[Piece, ...]
    scenarios: tuple[str, ...]
    procedures: tuple[str, ...]
    asked: VersionLevel = VersionLevel.NONE


class _Said(Struct, frozen=True):
    """What something says, line by line, in the file at ``path``; ``used_by`` are the ids of the provisions through
    which it comes into documents (None: it comes into all); ``scenario`` or ``procedure`` is the only one that it is
    about. ``most`` is the level that a change of it asks for which may change what is asked of somebody."""

    title: str
    lines: tuple[str, ...]
    path: str
    used_by: frozenset[str] | None = None
    scenario: str = ""
    procedure: str = ""
    most: VersionLevel = VersionLevel.MINOR


def compare_others(
    old: Library, new: Library, uses: tuple[UsedBy, UsedBy], kept: Container[str] = ()
) -> tuple[OtherDiff, ...]:
    """Everything that binds in one of two libraries, or in both in other words, without being a provision; ``uses`` are
    those of the new library and of the old one. What stands in a file that was ``kept`` is the same."""
    before, after = ({id_: one for id_, one in _said(side) if one.path not in kept} for side in (old, new))
    found = []
    for id_ in sorted({*before, *after}):
        first, second = before.get(id_), after.get(id_)
        if first and second and first.lines == second.lines:
            continue
        one = second or first
        assert one is not None
        pieces = compare("\n".join(first.lines if first else ()), "\n".join(second.lines if second else ()))
        what = "added" if first is None else "removed" if second is None else "changed"
        touched = _touched(one, new if second else old, uses[0 if second else 1])
        found.append(OtherDiff(what, id_, one.title, pieces, *touched, _asked(first, second)))
    return tuple(found)


def _asked(before: _Said | None, after: _Said | None) -> VersionLevel:
    if before is None or after is None:
        one = before or after
        assert one is not None
        return one.most if after is None else min(one.most, VersionLevel.MINOR)
    if said_alike(before.lines, after.lines):
        return min(after.most, VersionLevel.MINOR)
    return after.most


def _used(uses: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, frozenset[str]]:
    """By what is used, the ids of those that use it."""
    found: dict[str, set[str]] = {}
    for id_, used in uses:
        for one in used:
            found.setdefault(one, set()).add(id_)
    return {one: frozenset(ids) for one, ids in found.items()}


def _touched(one: _Said, library: Library, uses: UsedBy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if one.scenario or one.procedure:
        return (one.scenario,) * bool(one.scenario), (one.procedure,) * bool(one.procedure)
    scenarios, procedures = [s.name for s in library.scenarios], [p.name for p in library.procedures]
    if one.used_by is None:
        return tuple(scenarios), tuple(procedures)
    touched = [uses(id_) for id_ in one.used_by]
    return (
        tuple(name for name in scenarios if any(name in found for found, _ in touched)),
        tuple(name for name in procedures if any(name in found for _, found in touched)),
    )


def _said(library: Library) -> Iterator[tuple[str, _Said]]:
    provisions = library.by_id.values()
    by_form = _used((p.id, p.reply_forms) for p in provisions)
    by_blank = _used((p.id, [blank.name for blank in p.blanks]) for p in provisions)
    by_law = _used((p.id, p.legal_basis) for p in provisions)
    for form in {form.id: form for form in library.reply_forms}.values():
        yield (
            f"reply-form.{form.id}",
            _Said(
                form.title,
                (form.title, *_form(form)),
                form.location.path,
                by_form.get(form.id, _NOBODY),
                most=VersionLevel.MAJOR,
            ),
        )
    for parameter in library.parameter_by_name.values():
        said = _Said(
            parameter.label,
            tuple(_parameter(parameter)),
            parameter.location.path,
            by_blank.get(parameter.name, _NOBODY),
            most=VersionLevel.MAJOR,
        )
        yield default_id(parameter.name), said
    for basis in library.legal_bases:
        yield (
            legal_basis_id(basis.citation),
            _Said(basis.citation, (basis.why,), basis.location.path, by_law.get(basis.citation, _NOBODY)),
        )
    for law in library.national:
        lines = (law.law, *(f"{p.citation}: {p.cite}" for p in law.provisions))
        yield national_law_id(law.code), _Said(law.country, lines, law.location.path)
    for letter in library.letters:
        lines = (letter.title, *(text for heading, paragraphs in letter.sections for text in (heading, *paragraphs)))
        yield letter_id(letter), _Said(letter.title, lines, letter.location.path, _NOBODY)
    for words in library.own_words:
        lines = tuple(f"{key}: {text}" for key, text in words.texts)
        title = f"words of {words.name}, {words.tag}"
        yield words_id(words), _Said(title, lines, words.location.path, most=VersionLevel.MAJOR)
    for template in library.templates:
        if lines := fixed_text(template):
            path = template.location.path
            yield template_id(template), _Said(path, lines, path, most=VersionLevel.MAJOR)
    yield "frame", _Said("order of the general provisions", tuple(id_ for id_, _ in library.info.frame), INFO)
    for scenario in library.scenarios:
        title = f"scenario {scenario.name}"
        yield (
            f"scenario.{scenario.name}",
            _Said(title, (scenario.title, scenario.summary), scenario.location.path, scenario=scenario.name),
        )
    for procedure in library.procedures:
        title = f"procedure {procedure.name}"
        yield (
            f"procedure.{procedure.name}",
            _Said(
                title,
                tuple(_facts(procedure)),
                procedure.location.path,
                procedure=procedure.name,
                most=VersionLevel.NONE,  # no release holds procedures
            ),
        )


def _form(form: ReplyForm) -> Iterator[str]:
    yield from map(written, form.instructions)
    for part in form.parts:
        yield ": ".join(filter(None, (part.label, written(part.help))))
        yield from _part(part)


def _part(part: ReplyFormField | ReplyFormTable) -> Iterator[str]:
    if isinstance(part, ReplyFormField):
        yield f"lines: {part.lines}"
        return
    yield " | ".join(f"{heading} ({width} %)" for _, heading, width in part.columns)
    yield f"rows: {part.rows}"
    yield from part.row_labels


def _parameter(p: Parameter) -> Iterator[str]:
    said = {
        "default": p.default,
        "unit": p.unit or None,
        "label": p.label,
        "type": p.type,
        "at least": p.minimum,
        "at most": p.maximum,
        "filled in by": p.filled_by,
        "from the key": p.fact,
    }
    yield from (f"{name}: {value}" for name, value in said.items() if value is not None)


def _facts(procedure: Procedure) -> Iterator[str]:
    """What a procedure file decides: facts, the weights of price and quality, and its changes to the scenario."""
    weights: dict[str, FactValue] = {}
    if award := procedure.award:
        weights = {"award.price": award.price, "award.other_quality": award.other_quality}
        weights |= {f"award.points.{id_}": points for id_, points, _ in award.points}
    facts = {key: value for key, (value, _) in sorted(procedure.facts.items())}
    facts |= {f"parameters.{name}": value for name, (value, _) in sorted(procedure.parameters.items())}
    for key, value in (weights | facts).items():
        yield f"{key}: {value.normalize():f}" if isinstance(value, Decimal) else f"{key}: {value}"
    changes = procedure.changes
    yield from (f"adds {id_}" for id_, _ in changes.add)
    yield from (f"drops {id_}" for id_, _ in changes.drop)
    yield from (f"replaces {old} by {new}" for old, new, _ in changes.replace)
    if procedure.library:
        yield f"library: {procedure.library}"
