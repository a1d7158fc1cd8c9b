"""A library over another one: the files of both become those of one library, before anything in them is read.

Bytes in, bytes out: ``merge.merged`` takes the files of every layer by the paths that they have in a library, and gives
files by such paths again, with one more among them (``places.MERGED``) that says from which layer each comes and what
is wrong with them. So every room after this one sees one library, and whoever wants to know asks ``origins``.
"""
