"""The parts of the page on cost, in the order a reader meets them."""
