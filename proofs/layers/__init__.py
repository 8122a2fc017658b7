"""The parts of the page on layers and channels, in the order a reader meets them."""
