"""The thematic session of each quarter: prepared, held, concluded."""
