"""Puts a changed module into a process in which the module is loaded already."""

from __future__ import annotations

import sys
import types
from functools import cached_property

_NO_CONSTANTS = (type, types.ModuleType, types.FunctionType)


def plant(name: str, text: str, path: str, constants: bool) -> None:
    """Let the functions of the loaded module ``name`` do what ``text`` says, wherever they have been imported to.

    ``constants`` says that the change is outside of any function: then what the module holds is changed as well.
    Raises whatever the text raises when it is run.
    """
    loaded = sys.modules[name]
    changed = types.ModuleType(name)
    changed.__file__, changed.__package__ = path, loaded.__package__
    exec(compile(text, path, "exec"), changed.__dict__)
    for key, new in vars(changed).items():
        old = vars(loaded).get(key)
        if getattr(new, "__module__", None) == name:
            _take_over(old, new)
        elif constants and not isinstance(new, _NO_CONSTANTS) and not key.startswith("__") and new != old:
            _replace(key, old, new)


def _take_over(old: object, new: object) -> None:
    if isinstance(new, type):
        for key, member in vars(new).items():
            if key in vars(old):
                _take_over(vars(old)[key], member)
    elif isinstance(new, types.FunctionType):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    elif isinstance(new, classmethod | staticmethod):
        _take_over(old.__func__, new.__func__)
    elif hasattr(new, "cache_clear"):  # a function that remembers its answers
        old.cache_clear()
        _take_over(old.__wrapped__, new.__wrapped__)
    elif isinstance(new, cached_property):
        _take_over(old.func, new.func)
    elif isinstance(new, property):
        _take_over(old.fget, new.fget)


def _replace(key: str, old: object, new: object) -> None:
    """In every module of ours that has the constant under its name."""
    for module in [*sys.modules.values()]:
        if getattr(module, "__name__", "").startswith("ddtender") and vars(module).get(key) is old:
            setattr(module, key, new)
