"""Contracts after the award, until their end."""
