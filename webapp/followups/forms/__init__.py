"""What browsers send about weaknesses: shapes, not rules."""
