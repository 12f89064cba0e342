"""The files that a command names: found, read, saved, and never replaced by less."""
