"""End-to-end tests: the static binary against real servers."""
