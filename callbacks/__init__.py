"""The wires: parse the selection, ask the store, draw, return."""
