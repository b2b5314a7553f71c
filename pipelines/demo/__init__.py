"""A fictional district: its truth from a seed, and the workbooks in which it would arrive."""
