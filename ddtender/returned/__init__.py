"""A reviewed Word draft → what was changed in it, provision by provision, and the clauses' Markdown with these changes.

``review`` (in ``report.py``) reads; ``apply`` (in ``apply.py``) writes into text. Neither touches the disk.
"""
