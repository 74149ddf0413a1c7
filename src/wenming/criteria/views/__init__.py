"""Pages about criteria sets: the list, the ways to begin, drafts, sets in use, comparisons."""
