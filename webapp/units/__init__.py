"""A superior's units: opening, first steps, renaming, moving, merging, closing."""
