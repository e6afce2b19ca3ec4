"""Times in which members are away."""
