"""What people take home: it runs without this service and imports nothing of it."""
