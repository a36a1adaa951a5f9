//! System calls that fail in the middle of a save.
