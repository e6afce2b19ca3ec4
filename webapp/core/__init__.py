"""What every part stands on; knows nothing of branches, members or reports."""
