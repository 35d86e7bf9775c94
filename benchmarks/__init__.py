"""Benchmarks: every claim in one command, side by side in one run."""
