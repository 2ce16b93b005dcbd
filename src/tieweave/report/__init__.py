"""Results, and the formats they are written in: every text a contact holds is made harmless here."""
