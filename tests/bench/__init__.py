"""The benchmark: everything side by side in one go (docs/benchmarks.md). `make bench`; the tests do not run it."""
