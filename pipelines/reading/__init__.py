"""Reading workbooks: bytes become sheets, sheets become tables, cells become values.

Nothing here knows the catalogue, the places or the store.
"""
