"""Usage: word_documents.py WORKSPACE PROCEDURES OUTPUT: Word documents in one warm process, without the workbooks.

What `ddtender batch` does for each procedure, from its file to two documents that have been read back and saved.
"""

import sys
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.diagnostics import has_errors
from ddtender.stamp import Stamp

root, procedures, output = Path(sys.argv[1]), sorted(Path(sys.argv[2]).iterdir()), Path(sys.argv[3])
output.mkdir(parents=True, exist_ok=True)
sources = door.read_sources(root)
revision = door.revision(root, sources)
stamp = Stamp(False, revision.moment, revision.commit, revision.dirty)
ground = pipeline.ground(sources.files, sources.templates)
for path in procedures:
    content = path.read_bytes()
    prepared = pipeline.prepare_on(ground, pipeline.Request("high", path.name), content)
    assert prepared.resolved is not None, prepared.diagnostics
    documents, findings = pipeline.word_documents(prepared, prepared.resolved, stamp, (path.name, content))
    assert not has_errors(findings), findings
    for name, made in documents.items():
        (output / name).write_bytes(made)
