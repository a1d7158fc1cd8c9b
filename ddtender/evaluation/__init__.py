"""The evaluation of tenders: its workbook, the points counted again from a filled one, and the annex that tells them.

Values and bytes in, values and bytes out.
"""
