package io.voicepost.storage.post;

import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.Map;

/// How often posts were heard; [PostStore#counts] tells. Safe for many threads. `IOException` means
/// the database did not answer: repeat the call later.
public interface PlayStore {
  /// Adds to the plays of posts; those that are gone are left out. All are counted, or none.
  void add(Map<PostId, Integer> plays) throws IOException;
}
