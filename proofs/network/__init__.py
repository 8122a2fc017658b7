"""The parts of the page on max pooling as a network."""
