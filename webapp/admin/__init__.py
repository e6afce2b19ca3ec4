"""The operator: opening, suspending, first chairs; never content."""
