"""What the law wants published: one ``Notice`` of a composition, and its writers (sheet, eForms, OCDS)."""
