"""Rules of self-reports."""
