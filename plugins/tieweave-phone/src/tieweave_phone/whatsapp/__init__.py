"""Chats that WhatsApp exports as text, on iPhones and Android phones, in any language."""
