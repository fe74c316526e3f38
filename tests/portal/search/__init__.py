"""Tests of `guide_portal/search`."""
