"""Acts on the empty seat of a chair."""
