"""The mention store: who is mentioned where, under which names."""
