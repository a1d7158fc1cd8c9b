"""Tenders judged, and the award."""
