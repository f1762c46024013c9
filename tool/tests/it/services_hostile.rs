//! Platforms whose services misbehave.
