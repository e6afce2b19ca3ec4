"""Links and slips that lead a member to an account or a new password."""
