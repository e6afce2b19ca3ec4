"""Lists of members that come in as spreadsheets: read apart, previewed, then taken over once."""
