"""Pages for a browser that need nothing beside them: style and script stand in the file, and a policy names them."""

from __future__ import annotations

import base64
import hashlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template


class PageAssets:
    """The files of a package that its page is made from: a template, a style and perhaps a script."""

    def __init__(self, package: str, template: str, style: str, script: str = "") -> None:
        self.package = package
        self.template_name = template
        # Files of the package itself, which nothing that is read gets into.
        self.style = Markup(_asset(package, style))  # nosec B704
        self.script = Markup(_asset(package, script)) if script else Markup()  # nosec B704

    @property
    def policy(self) -> str:
        """The Content Security Policy of the page: its own style and script, and nothing else."""
        allowed = [f"style-src {_hash(self.style)}", *([f"script-src {_hash(self.script)}"] if self.script else [])]
        return f"default-src 'none'; {'; '.join(allowed)}; base-uri 'none'; form-action 'none'"

    def template(self) -> Template:
        """The template, compiled once a run; what is not Markup is escaped."""
        return _template(self.package, self.template_name)


@cache
def _template(package: str, name: str) -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda one: _asset(package, one)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@cache
def _asset(package: str, name: str) -> str:
    """A file of a package, with the line ends that a browser sees: the hashes are counted over these."""
    content = pkgutil.get_data(package, name)
    assert content is not None, name
    return content.decode("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    """What a Content Security Policy names an inline style or script by (CSP level 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
