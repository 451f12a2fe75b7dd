"""The engines that find words: one Protocol, and what stands behind it."""
