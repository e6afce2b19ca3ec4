"""Weaknesses that were pointed out, and their remedies."""
