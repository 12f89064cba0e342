"""The frozen nouns: playbook, checklist, problem."""
