"""Reminding by hand."""
