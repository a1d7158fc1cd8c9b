"""What people would use instead, each a script of its own, as fast as we could make it (docs/benchmarks.md)."""
