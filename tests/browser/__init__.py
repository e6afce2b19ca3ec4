"""What people see: a real Chromium against the whole running service."""
