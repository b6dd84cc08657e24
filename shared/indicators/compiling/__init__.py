"""Compiles the indicators of a plan to one statement over all schools, municipalities and regions."""
