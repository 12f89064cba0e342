"""What there is: playbook, checklist, problem. How values are read from text, and said."""
