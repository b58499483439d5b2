package io.voicepost.gateway.cluster;

import io.voicepost.gateway.access.Tokens;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;

/// Announces tokens that are taken back, so that what was opened with them ends on every node, and
/// has no node believe one that another took back.
public final class TokenRevocations {
  private TokenRevocations() {}

  /// From now on; before anything else subscribes, so that who hears of it finds the token ended.
  public static void announce(Tokens tokens, Announcements announcements) {
    announcements.subscribe(announcement -> hear(tokens, announcement));
    tokens.onRevoked(token -> announcements.announce(new Announcement.Revoked(token)));
  }

  private static void hear(Tokens tokens, Announcement announcement) {
    switch (announcement) {
      case Announcement.Revoked(var token) -> tokens.ended(token);
      case Announcement.Missed _ -> tokens.forget();
      case Announcement.Posted _,
          Announcement.Reposted _,
          Announcement.Edited _,
          Announcement.Deleted _,
          Announcement.Discarded _,
          Announcement.Related _,
          Announcement.Notified _ -> {}
    }
  }
}
