"""考核得分: points from declared scores, over arrays; what the weights have to do with it; and a score of the store."""
