"""The only door to disk, git and clock: finds the workspace, reads its sources, writes its outputs.

A module behind the door is imported when something of it is first asked for: most commands need a part only, and
whether a build is still current is to be told in little more than the time that Python needs to start.
"""

from __future__ import annotations

from importlib import import_module

_MODULES = {
    "appending": ("append", "append_to", "read_record", "replace", "replace_together"),
    "beside": ("begin",),
    "box": ("OWN_LIBRARY", "carried", "is_box", "library_at_hand"),
    "changes": ("left_by_others", "write_files"),
    "destination": ("folder_for", "refuse_inputs"),
    "disk": (
        "Sources",
        "find_root",
        "is_inside",
        "links_in",
        "is_borrowed",
        "names_below",
        "names_in",
        "outputs_root",
        "procurement_of",
        "read_folder",
        "read_source",
        "source_if_there",
        "read_sources",
        "usual_outputs",
        "with_own",
    ),
    "errors": ("DONE", "WrittenMeanwhile", "WorkspaceError"),
    "git": ("Committed", "folders_above"),
    "keeping": ("Kept", "is_kept"),
    "landing": ("land",),
    "repository": (
        "Repository",
        "Revision",
        "moment_of",
        "open_repository",
        "repository_at",
        "repository_with",
        "revision",
        "sources_at",
        "now",
        "today",
        "why_no_repository",
    ),
    "outputs": ("put_in_place", "write_outputs"),
    "taking_in": ("take_in",),
    "recovering": ("finish_below",),
    "walking": ("read_bytes", "shown"),
    "warm": ("FolderLook", "digest_of", "kept_warm"),
    "releases": ("History", "history", "last_release", "release_at"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

TYPE_CHECKING = False  # typing takes longer to import than the sources to read
if TYPE_CHECKING:
    # The same for checkers and editors, which do not run code; a test holds the two against each other.
    from ddtender.workspace.appending import append, append_to, read_record, replace, replace_together
    from ddtender.workspace.beside import begin
    from ddtender.workspace.box import OWN_LIBRARY, carried, is_box, library_at_hand
    from ddtender.workspace.changes import left_by_others, write_files
    from ddtender.workspace.destination import folder_for, refuse_inputs
    from ddtender.workspace.disk import (
        Sources,
        find_root,
        is_borrowed,
        is_inside,
        links_in,
        names_below,
        names_in,
        outputs_root,
        procurement_of,
        read_folder,
        read_source,
        read_sources,
        source_if_there,
        usual_outputs,
        with_own,
    )
    from ddtender.workspace.errors import DONE, WorkspaceError, WrittenMeanwhile
    from ddtender.workspace.git import Committed, folders_above
    from ddtender.workspace.keeping import Kept, is_kept
    from ddtender.workspace.landing import land
    from ddtender.workspace.outputs import put_in_place, write_outputs
    from ddtender.workspace.recovering import finish_below
    from ddtender.workspace.releases import History, history, last_release, release_at
    from ddtender.workspace.repository import (
        Repository,
        Revision,
        moment_of,
        now,
        open_repository,
        repository_at,
        repository_with,
        revision,
        sources_at,
        today,
        why_no_repository,
    )
    from ddtender.workspace.taking_in import take_in
    from ddtender.workspace.walking import read_bytes, shown
    from ddtender.workspace.warm import FolderLook, digest_of, kept_warm
else:
    __all__ = sorted(_HOME)

    def __getattr__(name: str) -> object:
        if name in _HOME:
            return getattr(import_module(f"ddtender.workspace.{_HOME[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
