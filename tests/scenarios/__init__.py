"""A year or more of a unit, through the real acts from beginning to end."""
