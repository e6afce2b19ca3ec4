"""What is due for whom, day by day; no pages."""
