"""Forms, one file a subject: each builder gives a `FormScreen` that asks, checks and writes."""
