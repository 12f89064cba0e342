"""scalekit.toml: what a folder of checklists says once for every command below it."""
