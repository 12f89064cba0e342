"""What the commands of `scalekit playbook` have in common."""
