"""Making documents of checklists, one or thousands, and where each goes."""
