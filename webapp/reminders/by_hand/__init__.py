"""Reminding somebody who is late by hand: who may be, how often, and taking it back."""
