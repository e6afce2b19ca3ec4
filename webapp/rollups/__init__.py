"""Figures by month, for the branch and for those above; never a text."""
