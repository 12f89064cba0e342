"""The pure verbs: no files, clock, terminal or git inside."""
