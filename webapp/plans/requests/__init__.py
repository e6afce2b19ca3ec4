"""Requests about a turn: their states, what is read of them, and how they lapse."""
