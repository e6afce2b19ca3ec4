"""What is owed, by whom and by when: one table, and everything that is read off it."""
