"""The empty seat of a chair: proposed, answered by the unit, in force after 72 hours."""
