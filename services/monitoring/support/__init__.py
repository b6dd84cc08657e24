"""What the records of the roadmap answer for schools, derived anew whenever they change."""
