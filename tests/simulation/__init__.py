"""Invented branches that live for years, to see what a rule does to everybody in the end."""
