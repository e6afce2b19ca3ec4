"""Members of an organization: their particulars, statuses and offices."""
