"""What the library knows of initiatives: as values, and as a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused

if TYPE_CHECKING:
    from ddtender.model.initiatives import Initiative, Initiatives
    from ddtender.words import Language


def known(root: Path, words: Language | None = None) -> Initiatives:
    """All that the library knows of initiatives, in a language; nothing where it has none. Raises Refused where a file
    has errors."""
    from ddtender.desk.sources import value_in, value_of
    from ddtender.diagnostics import has_errors, ordered
    from ddtender.library.initiatives import initiatives_of, read_initiatives_file
    from ddtender.library.places import INITIATIVES, RISKS
    from ddtender.library.risks import PRODUCTS, read_products
    from ddtender.words import SOURCE

    files = door.read_sources(root).files
    paths = sorted(path for path in files if path.startswith(f"{INITIATIVES}/") and path.endswith(".yaml"))
    read = [value_of(path, files[path], read_initiatives_file) for path in paths]
    products = f"{RISKS}/{PRODUCTS}"
    listed = value_of(products, files[products], read_products) if products in files else None
    found, findings = initiatives_of(read, listed)
    if has_errors(findings):
        raise Refused(ordered(findings))
    if words is None or words.tag == SOURCE:
        return found
    own = [value_in(files, path, read_initiatives_file, words) for path in paths]
    return initiatives_of(own, listed, found)[0]


def one_of(initiatives: Initiatives, name: str) -> Initiative:
    """The initiative that somebody means, by its id, a name or a spelling. Raises Misused."""
    from ddtender.market.initiatives import called

    found = called(name, initiatives)
    if found is None:
        names = ", ".join(one.short for one in initiatives.every)
        raise Misused(f"'{name}' is not known. There are: {names or 'none'}.", "NAME")
    return found


def sheet(root: Path, initiatives: Initiatives, words: Language) -> bytes:
    """The Word document on all initiatives, in the language that they are said in. Raises Misused where the library
    knows none."""
    from ddtender.desk.sources import market_template, template_errors
    from ddtender.market.initiatives_sheet import initiatives_sheet

    if initiatives.tests is None:
        raise Misused("the library has no clause_library/initiatives/tests.yaml, and so nothing to print.", "-o")
    with template_errors():
        return initiatives_sheet(initiatives, market_template(root), door.moment_of(root), words)
