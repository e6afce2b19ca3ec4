"""The tenant tree: who sits under whom, what each kind calls things, and its settings."""
