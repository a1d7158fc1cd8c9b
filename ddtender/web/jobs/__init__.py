"""What takes long: asked for by a page, done by another process, and told on a page of its own."""
