package io.voicepost.gateway.web.http;

/// How long others may keep what they were sent (RFC 9111, section 5.2.2).
public final class CacheControl {
  /// What everybody may have. It may be taken back, so nobody keeps it for an hour without asking,
  /// and nobody uses an older copy; who asks with its tag is sent nothing again.
  public static final String PUBLIC = "public, max-age=1800, must-revalidate";

  /// What is for one viewer: nobody keeps it.
  public static final String PRIVATE = "private, no-store";

  private CacheControl() {}
}
