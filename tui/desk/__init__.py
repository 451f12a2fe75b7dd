"""What lies on the reader's desk and how it is walked: the model of the screens."""
