"""Approving translations: a stamp says who answers for the words of a text in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk.approving.approval import Reviewer, refuse_unsaid, stamp_of
from ddtender.desk.errors import Misused, Refused, refuse_unseen
from ddtender.desk.sources import library_and_files
from ddtender.desk.translations.translating import language_asked, refuse_untranslatable
from ddtender.diagnostics import ordered
from ddtender.library.layers.origins import own


def approve_translations(
    root: Path,
    tag: str,
    ids: Sequence[str],
    reviewer: Reviewer,
    every: bool = False,
    pending: bool = False,
    seen: Mapping[str, str] | None = None,
) -> list[str]:
    """Stamp translations into a language as they stand: those with these ids, or ``every`` one that is complete and of
    its source as that is now, or those of them that are ``pending``; ``seen`` is what the reviewer has seen of each, as
    ``sealed`` has it. Give back the ids. Raises Misused, Unseen where other words would be stamped than those and,
    where one is missing or stale or the reviewer has made its last change, Refused."""
    from ddtender.desk.approving.four_eyes import Changes, author_unknown, own_change
    from ddtender.final import UNTRANSLATED, untranslated
    from ddtender.history.stamps import review_file
    from ddtender.history.translations import TranslationState, place_of_stamp, sealed, stamped, translation_standings

    library, files = library_and_files(root)
    known = translation_standings(files, language_asked(tag), door.today())
    if sum(map(bool, (ids, every, pending))) != 1:
        raise Misused("name what to approve, or give --all, or --pending: one of the three.")
    refuse_untranslatable(ids, known)
    refuse_unsaid(reviewer)
    done = (TranslationState.APPROVED,) if pending else ()
    chosen = list(dict.fromkeys(ids)) or [id_ for id_, one in known.items() if one.state not in (*UNTRANSLATED, *done)]
    if seen is not None:
        refuse_unseen(seen, {id_: sealed(known[id_].translation) for id_ in chosen})
    changes = Changes(root, files)
    findings = [*untranslated(tag, [known[id_] for id_ in chosen], UNTRANSLATED)]
    made: dict[str, bytes] = {}
    for one in (known[id_].translation for id_ in chosen):
        author = changes.last(one.path, reviewer.name)
        waived = library.info.waived if author else ""
        findings += [own_change(one.id, one.location, author)] if author and not waived else []
        stamp = stamp_of(reviewer, (one.id, one.version, stamped(one)), one.location, author, waived)
        made[place_of_stamp(tag, one.id)] = review_file(stamp).encode()
    if chosen and changes.unknown and not library.info.waived:
        findings.append(author_unknown(changes.unknown))
    if findings:
        raise Refused(ordered(findings), "; nothing was approved")
    here = own(files)  # a stamp of a base is not there
    door.write_files(root, made, {path: here[path] for path in made if path in here})
    return chosen
