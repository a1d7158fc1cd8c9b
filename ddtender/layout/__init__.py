"""``ResolvedDocument`` → the tender, the contract and their annexes as values, with the words of their language.

Every heading, table and sentence that is made for a document is made here, once; Word, the review page and every other
output write it.
"""

from ddtender.layout.document import laid_out
from ddtender.layout.values import Part

__all__ = ["Part", "laid_out"]
