"""Tags for templates: scripts with integrity, text with its spaces."""
