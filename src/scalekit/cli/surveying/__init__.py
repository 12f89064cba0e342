"""What `scalekit portfolio` reads of many checklists, and the formats in which it shows them."""
