"""What lies in the folder of a procurement, and where: sets, record, contracts that were handed over."""
