"""Checklists as documents that people are handed, and read back from what they send."""
