package io.voicepost.gateway.microblog;

import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the audio of deleted recordings out of the audio store. The database forgets a recording
/// first, and with it that anybody may hear it; it remembers what lies there still. Safe for many
/// threads, and many nodes at once.
public final class AudioRemoval {
  private static final Logger log = LoggerFactory.getLogger(AudioRemoval.class);
  private static final int BATCH = 100;

  private final PostStore posts;
  private final AudioStore audio;

  AudioRemoval(PostStore posts, AudioStore audio) {
    this.posts = posts;
    this.audio = audio;
  }

  /// Removes what a recording had, now or with the next [#sweep].
  void remove(Voice voice) {
    try {
      remove(voice.renditions().stream().map(StoredRendition::key).toList());
    } catch (IOException e) {
      log.warn(
          "audio delete failed recording={} next=sweep error=\"{}\"",
          voice.recording(),
          e.toString());
    }
  }

  /// Removes what could not be removed before.
  ///
  /// @throws IOException if a store does not answer; what is left is left for the next time
  public void sweep() throws IOException {
    List<AudioKey> left = posts.audioToRemove(BATCH);
    while (!left.isEmpty()) {
      remove(left);
      left = posts.audioToRemove(BATCH);
    }
  }

  private void remove(List<AudioKey> keys) throws IOException {
    for (var key : keys) {
      audio.delete(key);
    }
    posts.audioRemoved(keys);
  }
}
