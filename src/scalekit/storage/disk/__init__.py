"""One file on a disk: found, locked and replaced in one step."""
