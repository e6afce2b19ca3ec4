"""The members' own words: stored, read and sealed."""
