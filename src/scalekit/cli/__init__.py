"""The commands: each parses, calls, shows and returns an exit code."""
