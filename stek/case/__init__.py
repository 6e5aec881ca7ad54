"""One family as one readable YAML file, in and out. The form is described in docs/case-format.md."""
