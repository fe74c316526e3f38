"""The same page as a Wagtail site has it: a StreamField in a page tree. Read by the
environment of `make peers` alone."""
