"""Records → embeds, buttons and menus; pure: no I/O, no clock, no Discord connection."""
