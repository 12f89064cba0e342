"""Bringing in what came back in a document."""
