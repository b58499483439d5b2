package io.voicepost.storage;

/// How large the whole of it is.
///
/// @param posts and reposts, without drafts
/// @param active accounts that posted lately
public record Totals(long accounts, long posts, long active) {}
