"""The jobs that there are: by the name under which they are asked for, the function that does them.

A function takes a ``Doing`` and gives plain values: ``written`` are the names of files below the folder of the
procurement, ``findings`` rows as ``check --format json`` has them. It refuses as the desk refuses.
"""

#: module:function
KINDS: dict[str, str] = {
    "pages": "ddtender.web.jobs.picturing:pages",
    "draft": "ddtender.web.jobs.drafting:draft",
    "assess": "ddtender.web.jobs.market:assess",
    "talk": "ddtender.web.jobs.market:talk",
    "signoff": "ddtender.web.jobs.reviewing:signoff",
    "review": "ddtender.web.jobs.reviewing:review",
    "letters": "ddtender.web.jobs.awarding:letters",
    "award": "ddtender.web.jobs.awarding:award",
    "translated": "ddtender.web.jobs.corner:translated",
    "batch": "ddtender.web.jobs.batching:batch",
    "notice": "ddtender.web.jobs.exporting:notice",
    "espd": "ddtender.web.jobs.exporting:espd",
    "check": "ddtender.web.jobs.corner:check",
    "issue": "ddtender.web.jobs.issuing:issue",
}
