"""ddtender: human rights due diligence in ICT tenders, composed from a checked clause library."""

__version__ = "0.1.0"
