"""The review page: one HTML file with the composed document and all that a reviewer wants to know of each provision."""

from ddtender.review_page.page import REVIEW, review_page

__all__ = ["REVIEW", "review_page"]
