"""Bàn giao: what is open in a unit when its chair changes, and the change itself."""
