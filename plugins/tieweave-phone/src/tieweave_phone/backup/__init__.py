"""Backups of the Android app SMS Backup & Restore: calls, text messages and multimedia messages in XML."""
