"""Whether one edit of a provision can be applied: what it touches, how it looks, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from ddtender.returned.changes import Edit
from ddtender.returned.draft import Draft, Stretch
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.numbering import begins_with_number
from ddtender.returned.rewrite import UnitChange
from ddtender.returned.values import MARK, OBJECT, Run

#: The styles of paragraphs that a clause's file can hold.
_BODY_STYLES = ("Definition", "Provision Paragraph", "Provision Continued")


def judge(entry: Entry, draft: Draft, before: Stretch, edit: Edit, over: Sequence[str]) -> None:
    """Whether an edit of a provision can be applied, and as which change of its source; ``over`` are the computed words
    that it touches."""
    if edit.contested:
        entry.leave(Reason.CONTESTED, edit.story)
    elif edit.moved:
        entry.leave(Reason.MOVED)
    if edit.end < before.body[0] and MARK not in edit.old + edit.text:
        entry.what = What.TITLE
        if before.paragraphs[0].style == "Definition Term":
            entry.leave(Reason.TERM)
        judge_new(entry, before, edit)
        if any(run.what for run in edit.new) or "\n" in edit.text:
            entry.leave(Reason.UNWRITABLE)
        return
    if over:
        entry.leave(Reason.REFERENCE if over[0].startswith("REF ") else Reason.BLANK)
    judge_new(entry, before, edit)
    if _numbered(before, edit):
        entry.leave(Reason.NUMBER, "it begins with a typed number")
    if not _within(before, edit):
        entry.leave(_beyond(before, edit))
        return
    source = draft.source(entry.provision or "", before)
    units = source.units(edit.start, edit.end) if source else None
    if source is None:
        entry.leave(Reason.UNTRACEABLE)
    elif units is None:
        entry.leave(Reason.REFERENCE)
    else:
        touched = source.traced.units[units[0] : units[1]]
        for unit in touched:
            if unit.what and unit.text != MARK:
                entry.leave(Reason.REFERENCE if unit.what.startswith("ref ") else Reason.BLANK)
        entry.change = UnitChange(*units, edit.new)


def judge_new(entry: Entry, before: Stretch, edit: Edit) -> None:
    """Whether what somebody wrote is text that looks harmless or as the draft's own words beside it, and certainly no
    part of a blank or reference beside it."""
    usual = before.usual
    for run in edit.new:
        if run.what == OBJECT:
            entry.leave(Reason.OBJECT)
        elif run.what:
            entry.leave(Reason.REFERENCE if run.what.startswith("REF ") else Reason.BLANK)
        elif looks := [look for look in (*run.looks[run.text == MARK :], *run.given) if look not in usual]:
            entry.leave(Reason.LOOK, format_of(run) if run.text != MARK else ", ".join(looks))
    for computed in before.computed:
        behind = computed.end == edit.start and edit.text[:1].isalnum() and not edit.old[:1].isalnum()
        ahead = computed.start == edit.end and edit.text[-1:].isalnum() and not edit.old[-1:].isalnum()
        if behind or ahead:
            entry.leave(Reason.GLUED)


def _numbered(before: Stretch, edit: Edit) -> bool:
    """Whether a paragraph that somebody wrote begins with a number."""
    begins = edit.start == 0 or before.text[edit.start - 1] == MARK
    first, *others = edit.text.split(MARK)
    return any(begins_with_number(text) for text in ([first, *others] if begins else others))


def format_of(run: Run) -> str:
    """How words look now."""
    found = [name for name, on in (("strong", run.strong), ("emphasised", run.emphasis)) if on]
    found += [*run.looks, *run.given, *([f"a link to {run.link}"] if run.link else [])]
    return " and ".join(found) or "plain"


def format_of_paragraph(end: Run) -> str:
    """What a paragraph is now, by its end."""
    level, *oddities = end.looks or ("",)
    place = f" on level {level} of its list" if level else " outside every list"
    return ", ".join([f"now “{end.style}”{place}", *oddities])


def _within(before: Stretch, edit: Edit) -> bool:
    """Whether an edit stays within the body of its provision. A new paragraph behind the last one does."""
    start, end = before.body
    if edit.start < start or edit.end > end:
        return False
    if edit.start == end:
        styles = [run.style for run in edit.new if run.text == MARK]
        body = all(
            s in _BODY_STYLES or s.startswith(("Provision Item", "Provision Sub", "Provision B")) for s in styles
        )
        return edit.text.endswith(MARK) and body
    whole = edit.start == start or before.text[edit.start - 1] == MARK
    return not (edit.end == end and edit.old.endswith(MARK) and not edit.text.endswith(MARK)) or whole


def _beyond(before: Stretch, edit: Edit) -> Reason:
    start, end = before.body
    if edit.start == 0 and edit.end >= end:
        return Reason.WHOLE
    return Reason.GENERATED if edit.start >= end > start else Reason.ACROSS
