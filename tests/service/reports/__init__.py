"""Acts on self-reports."""
