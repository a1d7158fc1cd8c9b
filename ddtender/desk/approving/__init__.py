"""Who answers for the words of a library: stamps, and who may give them."""
