"""What is seen: pages, components and figures. Pure functions over frames, no input or output."""
