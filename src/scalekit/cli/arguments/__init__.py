"""What stands on a command line: options, answers, and what Tab offers."""
