"""What the user has set, and what is kept between runs."""
