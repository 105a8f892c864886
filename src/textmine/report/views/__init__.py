"""The parts of the page: each turns the tables into what one template shows."""
