"""After the composition: due dates, the KPI register, its calendar, and the evaluation of tenders.

Values and bytes in, values and bytes out. Each workbook carries the plan it was made from, so that it can be read back
without the library; ``outputs.py`` is the entrance for a build.
"""
