"""Checklist files: text to Checklist and back, and safe reading and saving."""
