"""Pages: one module each, from a view to components."""
