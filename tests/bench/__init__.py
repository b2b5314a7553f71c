"""The bench: figures as ratios against baselines taken in the same run. ``make bench`` prints them."""
