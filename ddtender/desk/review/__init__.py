"""Drafts among colleagues: comments, what came back, signatures."""
