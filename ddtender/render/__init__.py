"""``ResolvedDocument`` + template → the bytes of a Word document. ``docx`` is the entrance."""
