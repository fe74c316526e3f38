"""Tests of `guide_portal/sharing`."""
