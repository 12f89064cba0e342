"""Checklists as they were: revisions, days and files, and which is which."""
