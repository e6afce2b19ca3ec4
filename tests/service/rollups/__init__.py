"""Figures: measures, counting, pages."""
