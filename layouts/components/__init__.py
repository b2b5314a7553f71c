"""What pages are put together from: cards, tables, marks and notices, made from frames and words."""
