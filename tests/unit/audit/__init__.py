"""Tests of one part; see tests/README.md."""
