"""How the words of a Word document look, and which looks are harmless: a closed list (ECMA-376 part 1, 17)."""
