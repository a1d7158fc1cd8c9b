"""What a translator does, and who answers for it."""
