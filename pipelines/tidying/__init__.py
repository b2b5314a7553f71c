"""From tables to observations: which axis holds metrics, which places, which months."""
