"""One edit at a time, made as Word writes it or by LibreOffice itself, sent back and applied: none is lost, none is
applied wrong. ``python -m tests.roundtrips`` runs hundreds; the tests a few of every kind.
"""
