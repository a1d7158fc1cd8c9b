"""Workbooks: how all of ours are written, and how one that comes back is read.

Each workbook carries the plan it was made from, so that it can be read back without the library.
"""
