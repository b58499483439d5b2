package io.voicepost.gateway.web.api;

import io.voicepost.gateway.access.SignedAddresses;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Audience;
import io.voicepost.storage.Post;
import io.voicepost.storage.RecordingId;
import java.util.Optional;

/// Where a viewer hears recordings: at the plain address what everybody may hear, at a signed one
/// what they may.
///
/// @param base the site's address without a slash at its end
record AudioAddresses(String base, Optional<AccountId> viewer, SignedAddresses signed) {
  /// Before the id of a recording: its captions.
  static final String CAPTIONS = "/api/v1/captions/";

  /// What is of one recording.
  interface Of {
    /// @param path on the site, from a slash on
    String at(String path);
  }

  Of of(Post post, RecordingId recording) {
    return Audience.isOpen(post.visibility()) ? path -> base + path : ofOwn(recording);
  }

  /// Of a recording that not everybody may hear.
  Of ofOwn(RecordingId recording) {
    var query = viewer.map(it -> "?" + signed.query(recording, it)).orElse("");
    return path -> base + path + query;
  }
}
