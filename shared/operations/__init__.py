"""What operators of a service see and do: its jobs, whoever they are of."""
