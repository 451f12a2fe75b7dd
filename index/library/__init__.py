"""A library on disk: generations, manifest, lock."""
