"""vCard for tieweave: the hooks."""
