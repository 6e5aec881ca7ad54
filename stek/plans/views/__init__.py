"""HTTP in, one query or action, HTTP out."""
