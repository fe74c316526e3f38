"""What tests of inclusion share: a wire-tap, candidate codes, every htmx request."""
