"""Before the tender: the questionnaire, what comes back, and the scenario that fits (manual 3.1, 3.2, annex 2).

Values and bytes in, values and bytes out. ``library.market_forms`` describes the files that this room works with.
"""
