"""Between the program and its terminal: what is drawn, how fast, in which colours."""
