"""Figures: pure functions, frame first, that return plain dicts for ``dcc.Graph``."""
