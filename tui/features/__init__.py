"""What one can do in the reader, a module a feature: plain objects that stand on a part of it."""
