package io.voicepost.gateway.web.http;

/// What is counted together (docs, "Rate limits").
public enum RateLimit {
  /// Everything that has no count of its own.
  USUAL,
  /// Uploads.
  MEDIA,
  /// Deleting posts and taking reposts back.
  DELETE,
  /// Proving who one is: passwords, passkeys, codes.
  SIGN_IN,
  /// Telling that a post was heard, counted by address.
  PLAYS,
  /// New accounts and new apps, counted by address.
  SIGN_UP,
  /// Pages, feeds, pictures and sound, counted by address; not what is in memory.
  PAGES
}
