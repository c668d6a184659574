"""How fast ibtui is, side by side with other programs: `make bench`. Not part of what a school installs."""
