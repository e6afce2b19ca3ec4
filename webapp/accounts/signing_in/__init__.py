"""Accounts: signing in, passwords, devices, and the own account."""
