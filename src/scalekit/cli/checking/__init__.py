"""What `check` requires of checklists, and the formats in which it says what it found."""
