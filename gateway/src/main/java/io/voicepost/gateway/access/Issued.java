package io.voicepost.gateway.access;

/// A fresh token, and what it is good for. The only moment at which the token is known.
public record Issued(Secret token, Grant grant) {}
