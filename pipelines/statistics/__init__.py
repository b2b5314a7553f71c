"""Formulas with one right answer, over numpy arrays: no store, no frames, no words.

Each says where it was published; ``tests/pipelines/statistics`` holds it to published implementations.
"""
