"""What the parts of the page on max pooling as a network share."""

from symbolic.pages import Page

page = Page(
    "3.2",
    "Max pooling from convolutions and ReLU",
    "How is max pooling built from convolutions and ReLU layers?",
    "Replicate the edges, then take pairwise maxima, each a convolution, a ReLU and a convolution: "
    "as a tree over the window, along one axis after the other, or by windows that double.  The "
    "network that runs is read back from its weights and proved equal to max pooling.",
)
claim = page.claim
