"""Addresses of the seat of a chair."""
