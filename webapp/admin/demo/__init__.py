"""Eighteen months of an invented hospital's life, to try the service with."""
