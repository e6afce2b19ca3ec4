"""Addresses of self-reports."""
