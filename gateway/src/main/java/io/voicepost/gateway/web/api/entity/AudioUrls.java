package io.voicepost.gateway.web.api.entity;

import io.voicepost.gateway.access.SignedUrls;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.Post;
import java.util.Optional;

/// Where a viewer hears recordings: at the plain address what everybody may hear, at a signed one
/// what they may.
///
/// @param base the site's address without a slash at its end
public record AudioUrls(String base, Optional<AccountId> viewer, SignedUrls signed) {
  /// Before the id of a recording: its captions.
  public static final String CAPTIONS = "/api/v1/captions/";

  /// What is of one recording.
  interface UrlSigner {
    /// @param path on the site, from a slash on
    String at(String path);
  }

  UrlSigner of(Post post, RecordingId recording) {
    return Audience.isOpen(post.visibility()) ? path -> base + path : ofOwn(recording);
  }

  /// Of a recording that not everybody may hear.
  UrlSigner ofOwn(RecordingId recording) {
    var query = viewer.map(it -> "?" + signed.query(recording, it)).orElse("");
    return path -> base + path + query;
  }
}
