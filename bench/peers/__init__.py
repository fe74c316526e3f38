"""Other ways to serve a page, to compare ours with."""
