"""A report as a page: the columns its text takes, its lines, what is lit and chosen on them."""
