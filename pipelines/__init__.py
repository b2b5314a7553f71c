"""What is done to the figures: gather, derive, publish. pandas, no web."""
