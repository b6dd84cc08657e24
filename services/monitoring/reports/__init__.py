"""Reports: what a monitoring says, what schools lack, what is advised to whom."""
