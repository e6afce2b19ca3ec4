"""What members type and have not sent: kept for the writer alone, gone once it is sent."""
