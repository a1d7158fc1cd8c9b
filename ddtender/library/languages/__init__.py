"""Translations of the library: one file beside each of its own, with words only.

``plans`` says what the words of a file are, told from the form that reads it; ``kinds`` which files have words;
``reading`` puts the words of a translation into its source, so that the source's own reader reads both as one.
"""
