"""The rules, one a file. A module that is put into this folder is a rule.

The name of its function says what it looks at: ``check_provisions(wording)`` at provisions one by one,
``check_library(subject)`` at the library as a whole, ``check_compositions(subject)`` at what is composed from it,
``check_translations(one)`` at the translation of a provision. The
order of the rules decides nothing: findings are put in order by their places.
"""

from importlib import import_module
from pathlib import Path

from ddtender.checks import ProvisionRule, Rule
from ddtender.checks.translations import TranslationRule

_RULES = [import_module(f"{__name__}.{path.stem}") for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))]


def _having(function: str) -> tuple:
    return tuple(getattr(rule, function) for rule in _RULES if hasattr(rule, function))


#: Rules on provisions, each by itself: what they find stands as long as its file and the words of the library stand.
PROVISION_RULES: tuple[ProvisionRule, ...] = _having("check_provisions")

#: Rules that hold a translation against its source, one provision at a time.
TRANSLATION_RULES: tuple[TranslationRule, ...] = _having("check_translations")

#: Rules that look at compositions. The others say the same of a library, whatever is composed from it.
COMPOSITION_RULES: tuple[Rule, ...] = _having("check_compositions")

#: Rules on the library as a whole, those on compositions among them.
LIBRARY_RULES: tuple[Rule, ...] = (*_having("check_library"), *COMPOSITION_RULES)
