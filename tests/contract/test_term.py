"""A contract with a mistyped year is refused by the build, at the procedure file."""

from tests.documents import LAPTOPS, built_of, sources


def test_a_mistyped_year_is_an_error_of_the_procedure() -> None:
    read = sources(LAPTOPS)
    files = dict(read.files)
    files[read.procedure] = files[read.procedure].replace(b"2031-03-31", b"3031-03-31")
    built = built_of(files, "high", read.procedure)
    assert not built.documents
    (finding,) = built.diagnostics
    assert (finding.code.name, finding.location.path) == ("invalid-value", read.procedure)
