"""Whether the trail and the final words still are what they were, and how others can tell."""
