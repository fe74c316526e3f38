"""Tests of `guide_portal/serving`."""
