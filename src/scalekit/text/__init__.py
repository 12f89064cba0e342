"""Text made to fit where it goes: a screen, columns, Markdown. Knows nothing of checklists."""
