"""Discord's limits on what a bot may send; what breaks one is answered with 50035 and where it is wrong."""
