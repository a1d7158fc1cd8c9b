"""The file of one procurement: how it begins and how far it is, what was issued, asked and decided."""
