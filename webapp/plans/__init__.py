"""The months of a year and whose turn it is to report."""
