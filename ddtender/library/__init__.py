"""Sources to model: front matter, Markdown, schema, templates, and the loader that reads a whole library."""

import sys
from types import ModuleType

#: pydantic asks all installed distributions for plugins, which then have a say in what its models accept. In what we
#: read nobody has. Besides, to ask takes the import of a module for e-mail and more. Where pydantic no longer has a
#: module of this name, it asks as usual.
_no_plugins = ModuleType("pydantic.plugin._loader")
_no_plugins.get_plugins = tuple  # type: ignore[attr-defined]  # a function that returns none
sys.modules.setdefault(_no_plugins.__name__, _no_plugins)
