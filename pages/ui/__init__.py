"""What all pages share: the session, the frame, the language, the charts."""
