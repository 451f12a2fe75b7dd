"""The main screen, as a chain of classes that each add one concern, and the features on it."""
