"""The catalogue: what programmes offer to take over - passports, plans of measures, proposals for schools, cycles."""
