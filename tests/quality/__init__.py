"""Language quality against pinned floors: `python -m tests.quality` (see docs/quality.md)."""
