"""The facts of a procurement: asked, shown, changed."""
