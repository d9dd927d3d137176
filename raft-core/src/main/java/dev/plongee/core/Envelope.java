package dev.plongee.core;

/// A message and where it goes.
public record Envelope(int to, Message message) {}
