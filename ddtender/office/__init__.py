"""Office Open XML: packages that may come from anybody are read safely, and written the same every time.

Nothing here knows of provisions, procedures or commands.
"""
