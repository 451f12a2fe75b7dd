"""One small module per format."""
