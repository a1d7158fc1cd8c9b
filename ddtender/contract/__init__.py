"""After the signature: due dates, the KPI register and what is read from a filled one, its calendar and its report.

Values and bytes in, values and bytes out.
"""
