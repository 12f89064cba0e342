"""Web pages: to read, to print, to fill in."""
