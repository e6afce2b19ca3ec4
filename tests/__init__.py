"""The suite: see README.md for the cast and the kinds of tests."""
