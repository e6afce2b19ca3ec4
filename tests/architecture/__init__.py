"""Habits hold when a test holds them."""
