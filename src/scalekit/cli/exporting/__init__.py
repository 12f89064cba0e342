"""Making documents of checklists, one or thousands."""
