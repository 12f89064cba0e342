"""What `scalekit decide` reads and asks for, and the list of what was decided."""
