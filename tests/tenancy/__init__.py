"""Nobody of one organization reads, changes or detects what belongs to another."""
