"""What is found when our requirements are put into an ESPD request: the codes, and what they mean."""

from ddtender.diagnostics import Code, Severity, Topic

ESPD_UNREADABLE = Code(
    "espd-unreadable",
    Topic.READING,
    Severity.ERROR,
    "A file that is to take our requirements is no ESPD request of the version that is understood.",
    why="The groups of another version mean something else, and a requirement in a wrong place is not asked for.",
    mend="Make the request with a service that has the version that the message names, and name its XML file.",
)
ESPD_NO_PLACE = Code(
    "espd-no-place",
    Topic.READING,
    Severity.ERROR,
    "An ESPD request has no place for our requirements, or there are none.",
    why="They belong to the criterion on supply chain management, which a service puts in when it is ticked.",
    mend="Make the request again with this criterion, or leave the request as it is if nothing is asked.",
)
ESPD_FILLED = Code(
    "espd-filled",
    Topic.READING,
    Severity.ERROR,
    "Somebody has written into an ESPD request where our requirements belong.",
    why="What a person has filled in is never overwritten.",
    mend="Name the request as it was before that, or copy the requirements from the sheet by hand.",
)
