"""What each member registered at the start of the year."""
