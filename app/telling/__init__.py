"""What the program tells by itself: morning messages, contacts' mail, the month's letters, numbers for machines."""
