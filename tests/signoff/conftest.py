from tests.history.conftest import first_release, nobodys_settings, repository

__all__ = ["first_release", "nobodys_settings", "repository"]
