"""The user's word on entities, and the rules that it comes to."""
