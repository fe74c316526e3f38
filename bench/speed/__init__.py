"""How fast, as ratios within one run: serving, fragments, search, growth, start."""
