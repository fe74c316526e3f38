"""Tests of `guide_portal/roadmap`."""
