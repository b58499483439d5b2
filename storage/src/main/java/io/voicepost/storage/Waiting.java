package io.voicepost.storage;

/// A held message and what it waits for.
public record Waiting(HeldMessage message, Holding holding) {}
