"""Addresses of handing an office over."""
