"""A checklist as something to look at. Views return text or bytes; they write no files."""
