"""What is to be translated of a file, told from the form that reads it: a key that a form gains has its place at once.

Every text of a form is words, unless it is an id, a version or the like, or the form says that it ``stays``. In a
translation they stand under the same keys. A list of things with ids (or names that others go by, where the form says
so) is there a mapping by these; where a thing has
but one text, that text itself stands under the id; a key that only leads to such lists is left out. So four ways of
scoring are one mapping, ``scoring: {plan: …, list: …}``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple

from msgspec import Meta, defstruct, inspect

from ddtender.library.form_values import Chosen, Day, FileForm, LongText, Version, says, text_like
from ddtender.library.yaml_document import Path

#: The key of a translation under which drafting notes of its source stand in the language, each by its mark.
DRAFTING = "drafting"
#: The keys of every translation's file that say something of it.
_SAID = ("translates", "holds")
_ID = r"[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9_-]*)*"
_Fingerprint = Annotated[str, text_like(r"sha256:[0-9a-f]{32}", "is not a fingerprint: `ddtender translate` writes it")]


class Slot(NamedTuple):
    """A text that has to be translated: where it stands in the source and in the translation, and its words. Of a list
    that each language has for itself, ``texts`` are all, and the slot is that of the list. An aside is said of the file
    and not by it (``asides.py``)."""

    path: Path
    target: Path
    texts: tuple[str, ...]
    is_own: bool = False
    longest: int | None = None
    is_aside: bool = False


class TextPlan(NamedTuple):
    """A text, with the annotation of its type."""

    form: Any
    longest: int | None

    def slots(self, value: object, path: Path, target: Path) -> Iterator[Slot]:
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            yield Slot(path, target, (str(value),), longest=self.longest)

    @property
    def type(self) -> Any:
        return self.form | None


class TextsPlan(NamedTuple):
    """A list of texts."""

    item: TextPlan
    is_own: bool

    def slots(self, value: object, path: Path, target: Path) -> Iterator[Slot]:
        texts = value if isinstance(value, list) else []
        if self.is_own:  # another language may need forms where the source needs none
            yield Slot(path, target, tuple(map(str, texts)), is_own=True)
        for n, text in enumerate(() if self.is_own else texts):
            yield from self.item.slots(text, (*path, n), (*target, n))

    @property
    def type(self) -> Any:
        return tuple[self.item.type, ...] | None if self.is_own else tuple[self.item.type, ...]


class ThingsPlan(NamedTuple):
    """A list of things: by their key ``by``, an id as a rule, or in the same order where they have no such."""

    item: WordsPlan
    by: str

    def slots(self, value: object, path: Path, target: Path) -> Iterator[Slot]:
        for n, thing in enumerate(value if isinstance(value, list) else ()):
            name = thing.get(self.by) if self.by and isinstance(thing, dict) else n
            if isinstance(name, str | int):
                yield from _within(self.item, thing, (*path, n), (*target, name))

    @property
    def type(self) -> Any:
        return dict[str, _type_within(self.item)] if self.by else tuple[_type_within(self.item), ...]


class TablePlan(NamedTuple):
    """A mapping whose keys are the same in every language."""

    item: WordsPlan

    def slots(self, value: object, path: Path, target: Path) -> Iterator[Slot]:
        for key, inner in value.items() if isinstance(value, dict) else ():
            yield from _within(self.item, inner, (*path, key), (*target, key))

    @property
    def type(self) -> Any:
        return dict[str, _type_within(self.item)]


class KeysPlan(NamedTuple):
    """The keys of a form that have words. One that ``is_passed_over`` only leads to texts by id."""

    name: str
    entries: tuple[tuple[str, WordsPlan], ...]
    is_passed_over: bool

    def slots(self, value: object, path: Path, target: Path) -> Iterator[Slot]:
        taken: set[Path] = set()
        for key, inner in self.entries:
            is_own = isinstance(inner, TextsPlan) and inner.is_own
            if not isinstance(value, dict) or (value.get(key) is None and not is_own):
                continue
            for slot in inner.slots(value.get(key), (*path, key), target if self.is_passed_over else (*target, key)):
                if slot.target in taken:  # two lists have the same id: the later one says of which it is
                    slot = slot._replace(target=(*slot.target[:-1], f"{key}.{slot.target[-1]}"))
                taken.add(slot.target)
                yield slot

    @property
    def only(self) -> TextPlan | None:
        """Its text, if that is all there is."""
        (_, first), *others = self.entries
        return first if isinstance(first, TextPlan) and not others else None

    @property
    def type(self) -> Any:
        return dict[str, LongText | None] if self.is_passed_over else _form(self)


class ChoicePlan(NamedTuple):
    """A value whose form depends on what is written: each of the forms has the same one text, or none."""

    form: type[Chosen]
    text: TextPlan

    def slots(self, value: object, path: Path, target: Path) -> Iterator[Slot]:
        try:
            plan = plan_of(inspect.type_info(self.form.form_of(value)))
        except ValueError:  # told where the source is read
            return
        yield from _within(plan, value, path, target) if plan is not None else ()

    @property
    def type(self) -> Any:
        return self.text.type


WordsPlan = TextPlan | TextsPlan | ThingsPlan | TablePlan | KeysPlan | ChoicePlan


def _within(plan: WordsPlan, value: object, path: Path, target: Path) -> Iterator[Slot]:
    """The slots of a thing that has a name of its own: where it has one text, that stands under the name itself."""
    if isinstance(plan, KeysPlan) and (text := plan.only) is not None:
        key = plan.entries[0][0]
        yield from text.slots(value.get(key) if isinstance(value, dict) else None, (*path, key), target)
    else:
        yield from plan.slots(value, path, target)


def _type_within(plan: WordsPlan) -> Any:
    return plan.only.type if isinstance(plan, KeysPlan) and plan.only is not None else plan.type


@cache
def _form(plan: KeysPlan) -> type[FileForm]:
    keys = [(key, inner.type, _nothing(inner)) for key, inner in plan.entries]
    return defstruct(f"{plan.name}Words", keys, bases=(FileForm,), kw_only=True)  # type: ignore[return-value]


def _nothing(plan: WordsPlan) -> Any:
    if isinstance(plan, TextPlan | ChoicePlan) or (isinstance(plan, KeysPlan) and not plan.is_passed_over):
        return None
    if isinstance(plan, TextsPlan):
        return None if plan.is_own else ()
    return () if (isinstance(plan, ThingsPlan) and not plan.by) else {}


def plan_of(known: inspect.Type, is_own: bool = False) -> WordsPlan | None:
    """What is to be translated of a value of this type; None if it has no words."""
    match known:
        case inspect.Metadata(type=inner, extra=extra):
            told = extra or {}
            if told.get("is_words") and isinstance(inner, inspect.StrType):
                limits = Meta(pattern=inner.pattern, max_length=inner.max_length, extra=told)
                return TextPlan(Annotated[str, limits], inner.max_length)
            return plan_of(inner, is_own or bool(told.get("is_own")))
        case inspect.UnionType(types=types):
            return next((plan for inner in types if (plan := plan_of(inner)) is not None), None)
        case inspect.VarTupleType(item_type=item):
            return _list_of(plan_of(item), item, is_own)
        case inspect.DictType(value_type=value):
            return TablePlan(inner) if (inner := plan_of(value)) is not None else None
        case inspect.StructType(cls=cls):
            return plan_of_form(cls)
        case inspect.CustomType(cls=cls):
            plans = (plan_of(inspect.type_info(form)) for form in cls.forms)
            text = next((plan for plan in plans if isinstance(plan, TextPlan)), None)
            return ChoicePlan(cls, text) if text is not None else None
    return None


def _list_of(plan: WordsPlan | None, item: inspect.Type, is_own: bool) -> WordsPlan | None:
    if plan is None:
        return None
    if isinstance(plan, TextPlan):
        return TextsPlan(plan, is_own)
    if not isinstance(item, inspect.StructType):
        return ThingsPlan(plan, "")
    by = item.cls.told_by if issubclass(item.cls, FileForm) else ""
    return ThingsPlan(plan, by if any(field.name == by for field in item.fields) else "")


@cache
def plan_of_form(form: type[FileForm]) -> KeysPlan | None:
    """What is to be translated of a file with this form; None if it has no words."""
    known = inspect.type_info(form)
    assert isinstance(known, inspect.StructType)
    planned = ((f.encode_name, plan_of(f.type)) for f in known.fields if f.encode_name not in form.stays)
    entries = tuple((key, plan) for key, plan in planned if plan is not None)
    return KeysPlan(form.__name__, entries, all(map(_leads_on, (plan for _, plan in entries)))) if entries else None


def _leads_on(plan: WordsPlan) -> bool:
    """Whether there are only texts by id below it."""
    if isinstance(plan, ThingsPlan):
        return bool(plan.by) and isinstance(plan.item, KeysPlan) and plan.item.only is not None
    return isinstance(plan, KeysPlan) and plan.is_passed_over


_Drafting = Annotated[
    dict[str, LongText | None],
    says("The drafting notes of the source in the language, each by its mark; `ddtender translate --list` says them"),
]


class TranslatesForm(FileForm):
    """What a file translates; `ddtender translate` writes it."""

    id: Annotated[str, text_like(_ID, "is not an id such as award.action-plan or reply-form.tracking")]
    fingerprint: Annotated[_Fingerprint, says("Of the words that it was made from, or still holds for")]
    version: Annotated[Version | None, says("Of the source, where that has one")] = None


class HoldsForm(FileForm):
    """That a translation still holds after its source has changed: somebody has looked at it."""

    on: Day
    why: LongText
    version: Version | None = None


@cache
def translation_form(form: type[FileForm]) -> type[FileForm]:
    """The form of a translation of files with this form: what it translates, and the same keys for words alone."""
    plan = plan_of_form(form)
    assert plan is not None
    holds = Annotated[tuple[HoldsForm, ...], says("Why it still holds; `ddtender bump` and `translate` write it")]
    keys = [("translates", TranslatesForm), ("holds", holds, ())]
    keys += [(key, type_, ()) for key, type_ in form.said_of_translations.items()]
    keys += [(DRAFTING, _Drafting, {})] if form.has_drafting else []
    keys += [(key, inner.type, _nothing(inner)) for key, inner in plan.entries]
    # what stands in its texts is looked at where they are read as those of the source
    unread = {"is_printed": False}
    made = defstruct(f"{form.__name__}Translation", keys, bases=(FileForm,), kw_only=True, namespace=unread)
    made.__doc__ = f"A translation of a file with the form {form.__name__}: words, by the same keys and ids."
    return made  # type: ignore[return-value]


def slots_of(form: type[FileForm], value: object) -> list[Slot]:
    """Every text of a file's content that has to be translated, in the order of the form."""
    plan = plan_of_form(form)  # the keys of the file itself are never passed over
    return [*plan._replace(is_passed_over=False).slots(value, (), ())] if plan is not None else []


def said_of(form: type[FileForm]) -> tuple[str, ...]:
    """The keys of a translation's file that say something of it; all others have its words."""
    return (*_SAID, *form.said_of_translations)


def texts_in(value: object, said: Container[object] = _SAID, path: Path = ()) -> Iterator[Path]:
    """The place of every text of a translation; under the keys ``said`` of the file itself there is none."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path or key not in said:
                yield from texts_in(inner, said, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from texts_in(inner, said, (*path, n))
    elif value is not None:
        yield path
