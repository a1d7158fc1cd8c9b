"""What a page writes in, as it was before something is asked of it and as it is after: put back again and again."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Engine

from ddtender.web.settings import Settings
from tests.folders import files_in


class Watched:
    """What a page writes in: the procurements, the pages of documents beside them, and a ``library`` that is worked
    on; and all that is put back for a trial."""

    def __init__(self, settings: Settings, library: Path | None) -> None:
        self.purchases = Path(settings.folder)
        state = next(above for above in Path(settings.state).parents if above.name == "ddtender").parent
        self.all = [self.purchases, state] + ([library] if library else [])
        self._watched = {"": self.purchases, "pages: ": Path(settings.state, "pages")}
        self._watched |= {"library: ": library} if library else {}

    def files(self, place: Path | None = None) -> dict[str, bytes]:
        """The files by their paths, as they are or, where they were copied to a ``place``, as they are there."""
        return {
            f"{kind}{name}": content
            for kind, folder in self._watched.items()
            for name, content in files_in(folder if place is None else self._at(folder, place)).items()
            if not name.startswith(".git/")
        }

    def folders(self) -> list[Path]:
        """All folders of them, but those of git."""
        found = [one for folder in self._watched.values() for one in folder.rglob("*") if one.is_dir()]
        return [one for one in found if ".git" not in one.parts]

    def _at(self, folder: Path, place: Path) -> Path:
        above = next(one for one in self.all if one == folder or one in folder.parents)
        return place / above.name / folder.relative_to(above)


class Moments:
    """A folder of procurements with what is noted of it and kept beside, as they are now and were before: trials are
    made in the same places, since notes are about paths."""

    def __init__(self, watched: Watched, engine: Engine) -> None:
        self.engine, self.watched = engine, watched
        beside = watched.purchases.parent
        self.before, self.after = (beside / f"{name}-{id(self)}" for name in ("before", "after"))
        self._copy(self.before)

    def __enter__(self) -> Moments:
        """From here on there are trials."""
        self.engine.dispose()
        self._move(self.after)
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()
        for one in self.watched.all:
            (self.after / one.name).rename(one)
        shutil.rmtree(self.after)
        shutil.rmtree(self.before)

    def begin(self) -> None:
        """Everything is as it was before."""
        self._clear()
        for one in self.watched.all:
            shutil.copytree(self.before / one.name, one, symlinks=True)

    def _clear(self) -> None:
        for one in self.watched.all:
            shutil.rmtree(one, ignore_errors=True)

    def _copy(self, place: Path) -> None:
        for one in self.watched.all:
            shutil.copytree(one, place / one.name, symlinks=True)

    def _move(self, place: Path) -> None:
        place.mkdir()
        for one in self.watched.all:
            one.rename(place / one.name)
