"""The conversation: which questions are asked, and three ways of asking them."""
