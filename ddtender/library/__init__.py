"""Sources to model: front matter, Markdown, schema, templates, and the loader that reads a whole library."""
