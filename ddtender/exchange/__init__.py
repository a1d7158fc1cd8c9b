"""Texts on their way to a translator and back: as a Word document with two columns, or as XLIFF for their programs.

Values in, bytes out; bytes in, values and findings out. What comes back may come from anybody.
"""
