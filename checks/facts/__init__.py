"""Other facts with evidence (MEASURING 9): shown beside their criterion, they never change points by themselves."""
