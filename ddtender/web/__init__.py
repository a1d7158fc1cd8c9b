"""The page: what a person can do with a procurement, in a browser. A door to the desk, as the command line is.

Files are the truth (``procedure.yaml``, the folder of a procurement, ``record.jsonl``); the database of the page holds
what is none yet: unfinished answers, sessions, jobs.
"""
