"""Who reports in which month: the proposal, and what it is computed from."""
