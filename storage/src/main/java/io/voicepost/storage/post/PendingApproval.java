package io.voicepost.storage.post;

/// A held message and what it waits for.
public record PendingApproval(HeldMessage message, Hold hold) {}
