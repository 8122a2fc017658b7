"""What the parts of the page on layers and channels share."""

from symbolic.pages import Page

page = Page(
    "3.3",
    "How many channels and layers",
    "How many layers, and how many channels in each, does a max-pooling window take?",
    "A 2 × 2 window takes two hidden layers of 6 and 3 ReLUs, and no network takes fewer layers; "
    "that the 6 cannot be fewer is argued on paper.  n values take at least n + 1 ReLUs in the "
    "first layer.  Two hidden layers reach six values, and every further layer triples that: 3 × 3 "
    "takes three.",
)
claim = page.claim
