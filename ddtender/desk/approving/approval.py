"""New approvals: stamps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.approving.standing import LibraryStanding, known_of
from ddtender.desk.errors import Misused, Refused, refuse_unseen
from ddtender.desk.sources import refuse_unknown
from ddtender.diagnostics import Diagnostic, Location, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.plain_values import one_line
from ddtender.model import Approval, Provision, State

if TYPE_CHECKING:
    from ddtender.desk.approving.four_eyes import Changes
    from ddtender.desk.prepare import Prepared
    from ddtender.history.bindings import Bound
    from ddtender.history.release import Release
    from ddtender.history.states import Standing
    from ddtender.workspace.authors import Author


class Reviewer(Struct, frozen=True):
    """Who approves, in which role and for which law; until when it holds, and subject to what."""

    name: str
    role: str = ""
    jurisdiction: str = ""
    valid_until: date | None = None
    conditions: Sequence[str] = ()


class Approved(Struct, frozen=True):
    """What was stamped, by id and version; what was left to others, by id and reviewer; findings about the releases."""

    stamped: Sequence[tuple[str, str]]
    left: Sequence[tuple[str, str]]
    findings: Sequence[Diagnostic]


def approve(
    root: Path,
    ids: Iterable[str],
    reviewer: Reviewer,
    every: bool = False,
    pending: bool = False,
    templates: Path | None = None,
    seen: Mapping[str, str] | None = None,
) -> Approved:
    """Write a stamp for provisions, and for what else binds, as it stands. ``every``: all that is not retired;
    ``pending``: all of it that is not approved, but for what somebody else has approved as it stands, and of which only
    something that it refers to has changed. ``seen``: what the reviewer has seen of each, as ``sealed`` has it. Raises
    Misused, Unseen where other words would be stamped than those and, where a question is open, the reviewer has made
    the last change or a changed text has its old version, Refused."""
    from ddtender.desk.approving.four_eyes import Changes, author_unknown
    from ddtender.history.stamps import review_file
    from ddtender.library.layers.origins import own
    from ddtender.library.places import REVIEWS

    known = known_of(root, templates)
    chosen, left = _chosen(known, ids, every, pending), []
    refuse_unsaid(reviewer)
    if seen is not None:
        refuse_unseen(seen, {id_: known.sealed(id_) for id_ in chosen})
    if pending:
        left = [(id_, name) for id_ in chosen if (name := _of_another(known, id_, reviewer))]
        chosen = [id_ for id_ in chosen if id_ not in dict(left)]
    changes = Changes(root, known.sources.files, known.sources.templates)
    history = door.history(root, known.sources.files)
    findings = _under_old_versions(known, chosen, history.releases)
    files: dict[str, bytes] = {}
    for id_ in chosen:
        made, found = _approval(known, id_, reviewer, changes)
        path, content = f"{REVIEWS}/{id_}.yaml", review_file(made).encode()
        findings += (*found, *_unreadable(path, content))
        files[path] = content
    if chosen and changes.unknown and not known.library.info.waived:
        findings.append(author_unknown(changes.unknown))
    if findings:
        raise Refused(ordered(findings), "; nothing was approved")
    stamped = [_thing(known, id_).path for id_ in chosen]
    if files:
        sources = known.sources
        here = own(sources.files)
        read = {path: here[path] for path in (*files, *stamped) if path in here}
        door.write_files(
            root, files, {path: content for path, content in read.items() if path not in sources.templates}
        )
    versions = ((id_, known.library.by_id[id_].version if id_ in known.library.by_id else "") for id_ in chosen)
    return Approved(tuple(versions), left, history.findings())


def _under_old_versions(known: LibraryStanding, ids: Iterable[str], releases: Sequence[Release]) -> list[Diagnostic]:
    """Texts that have changed and whose versions have not, or not as they must: a stamp says which version it is of."""
    from ddtender.checks import Subject
    from ddtender.checks.rules import version_lowered, version_not_raised, version_reused, version_too_low

    paths = {known.provisions[id_].provision.location.path for id_ in ids if id_ in known.provisions}
    if not paths:
        return []
    subject = Subject(known.library, (), tuple(one.beside(known.library, known.sources.files) for one in releases))
    rules = (version_not_raised, version_too_low, version_lowered, version_reused)
    found = (finding for rule in rules for finding in rule.check_library(subject))
    return [finding for finding in found if finding.location.path in paths]


def _of_another(known: LibraryStanding, id_: str, reviewer: Reviewer) -> str:
    """Who else has approved a provision as it stands, if only what it refers to has changed since; else empty."""
    from ddtender.history.states import has_run_out

    standing = known.provisions.get(id_)
    if standing is None or standing.state is not State.SUSPECT or standing.review is None:
        return ""
    by = standing.review.reviewer
    return "" if has_run_out(standing.review, door.today()) or one_line(by) == one_line(reviewer.name) else by


def _chosen(known: LibraryStanding, ids: Iterable[str], every: bool, pending: bool) -> list[str]:
    everything = {**known.provisions, **known.others}
    if sum(map(bool, (ids, every, pending))) > 1:
        raise Misused("name what to approve, or give --all, or --pending: one of the three.")
    if every or pending:
        done = (State.RETIRED,) if every else (State.RETIRED, State.APPROVED)
        return [id_ for id_ in everything if known.state(id_) not in done]
    chosen = list(dict.fromkeys(ids))
    if not chosen:
        raise Misused(
            Message("name the provisions to approve, or give --all or --pending.", "messages.refusal.name_texts")
        )
    refuse_unknown(chosen, everything)
    return chosen


class _Thing(Struct, frozen=True):
    """What is to be stamped: a provision, or something else that binds."""

    path: str
    place: Location
    fingerprint: str
    provision: Provision | None = None


def _thing(known: LibraryStanding, id_: str) -> _Thing:
    if id_ in known.provisions:
        standing = known.provisions[id_]
        provision = standing.provision
        return _Thing(provision.location.path, provision.place("id"), standing.fingerprint, provision)
    binding = known.others[id_].binding
    return _Thing(binding.location.path, binding.location, binding.fingerprint)


def _approval(
    known: LibraryStanding, id_: str, reviewer: Reviewer, changes: Changes
) -> tuple[Approval, list[Diagnostic]]:
    """The stamp, and what stands against it."""
    from ddtender.desk.approving.four_eyes import is_same, own_change
    from ddtender.history.open_points import open_points

    thing, waived, references = _thing(known, id_), "", {}
    findings: list[Diagnostic] = []
    if thing.provision is not None:
        findings += open_points(one for one in known.provisions[id_].asked if one.of_library)
        references = known.fingerprints.referred_to(thing.provision)
    author = changes.author(id_, thing.path, thing.fingerprint, reviewer.name)
    if author is not None and is_same(reviewer.name, author):
        waived = known.library.info.waived
        findings += [] if waived else [own_change(id_, thing.place, author)]
    version = thing.provision.version if thing.provision else ""
    made = stamp_of(reviewer, (id_, version, thing.fingerprint), thing.place, author, waived)
    return replace(made, references=references), findings


def stamp_of(
    reviewer: Reviewer, of: tuple[str, str, str], place: Location, author: Author | None, waived: str
) -> Approval:
    """The stamp that a reviewer gives today, ``of`` an id, a version and a fingerprint; ``author`` is who has made the
    last change, ``waived`` why that may be the reviewer."""
    id_, version, fingerprint = of
    return Approval(
        id=id_,
        version=version,
        fingerprint=fingerprint,
        reviewer=one_line(reviewer.name),
        on=door.today(),
        references={},
        location=place,
        role=one_line(reviewer.role),
        jurisdiction=one_line(reviewer.jurisdiction),
        valid_until=reviewer.valid_until,
        conditions=tuple(map(one_line, reviewer.conditions)),
        author=one_line(author.name) if author else "",
        waived=waived,
    )


def _unreadable(path: str, content: bytes) -> list[Diagnostic]:
    """What makes a stamp one that could not be read again, such as a name in letters of two alphabets."""
    from ddtender.library.documents import read_review
    from ddtender.library.source import decode

    source, findings = decode(path, content)
    return findings if source is None else [*findings, *read_review(source)[1]]


def refuse_unsaid(reviewer: Reviewer) -> None:
    """Raises Misused for what a stamp cannot say."""
    if not reviewer.name.strip() or not reviewer.name.isprintable():
        raise Misused(Message("give the reviewer's name, on one line.", "messages.refusal.reviewer_name"), "--reviewer")
    for option, text in (("--role", reviewer.role), ("--jurisdiction", reviewer.jurisdiction)):
        if not text.isprintable():
            raise Misused(Message("write it on one line.", "messages.refusal.one_line"), option)
    if any(not text.strip() or not text.isprintable() for text in reviewer.conditions):
        raise Misused(
            Message("write each condition in words, on one line.", "messages.refusal.conditions"), "--condition"
        )
    if reviewer.valid_until is not None and reviewer.valid_until < door.today():
        raise Misused(
            Message(
                f"{reviewer.valid_until} has passed: such an approval would hold for nothing.",
                "messages.refusal.day_passed",
                day=reviewer.valid_until,
            ),
            "--valid-until",
        )


class OwnStamp(Struct, frozen=True):
    """A stamp by whoever made the last change: on what, and that change."""

    id: str
    place: Location
    author: Author


class OwnStamps(Struct, frozen=True):
    """The stamps by whoever made the last change; ``unknown`` says why there may be others, empty if not."""

    stamps: tuple[OwnStamp, ...] = ()
    unknown: str = ""


def own_stamped(root: Path, files: Mapping[str, bytes], commit: str | None, prepared: Prepared) -> OwnStamps:
    """Stamps on what a composition says by whoever made the last change, where no rule of the library allowed it."""
    from ddtender.desk.approving.four_eyes import Changes, is_same
    from ddtender.final import used, used_bindings

    resolved, templates = prepared.resolved, prepared.library.templates
    if commit is None or resolved is None:
        return OwnStamps()
    every: list[Standing | Bound] = [prepared.standings[id_] for id_ in used(resolved)]
    every += used_bindings(resolved, prepared.others, templates)
    stamped = [(one, one.review) for one in every if one.review is not None and not one.review.waived]
    if door.is_box(root):
        return _as_stamped(stamped)
    changes = Changes(root, files, [template.location.path for template in templates], commit)
    found = []
    for one, review in stamped:
        author = changes.author(one.id, one.place.path, one.fingerprint, review.reviewer)
        if author is not None and is_same(review.reviewer, author):
            found.append(OwnStamp(one.id, one.place, author))
    return OwnStamps(tuple(found), changes.unknown if stamped else "")


def _as_stamped(stamped: Iterable[tuple[Standing | Bound, Approval]]) -> OwnStamps:
    """The same for the library in the box, of whose changes nobody is known but whom the stamps themselves name: they
    were made where git said who had written what, and hold for these words alone."""
    from ddtender.desk.approving.four_eyes import is_same
    from ddtender.workspace.authors import Author

    found, unnamed = [], []
    for one, review in stamped:
        author = Author(review.author, "", "")
        if not review.author:
            unnamed.append(one.id)
        elif is_same(review.reviewer, author):
            found.append(OwnStamp(one.id, one.place, author))
    why = f"the library in the box has no history, and the stamps do not name them: {', '.join(unnamed)}"
    return OwnStamps(tuple(found), why if unnamed else "")


def own_stamps(
    root: Path, files: Mapping[str, bytes], commit: str | None, prepared: Prepared
) -> tuple[Diagnostic, ...]:
    """``own_stamped`` as findings: why a document is not to be final."""
    from ddtender.desk.approving.four_eyes import author_unknown, own_change

    found = own_stamped(root, files, commit, prepared)
    unknown = [author_unknown(found.unknown)] if found.unknown else []
    return ordered([own_change(one.id, one.place, one.author) for one in found.stamps] + unknown)
