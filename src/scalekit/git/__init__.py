"""Everything that runs git, or that git runs."""
