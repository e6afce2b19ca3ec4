"""Rules of proposing a chair."""
