"""The history of a library, on git repositories that the tests make: nothing here stands in for git."""
