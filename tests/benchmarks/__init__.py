"""Measurements beside limits and peers in one run: `python -m tests.benchmarks`."""
