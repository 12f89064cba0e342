"""The walk: which file it is kept in, and what is said before and after."""
