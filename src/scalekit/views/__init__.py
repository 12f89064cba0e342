"""A checklist as something to look at: text, pages, or values for JSON. They write no files."""
