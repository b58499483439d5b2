package io.voicepost.gateway.microblog;

import io.voicepost.storage.PostId;
import io.voicepost.storage.post.PlayStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often posts are heard, on the web and by phone: gathered in memory and counted together by
/// [#flush], however many listen. What was not counted when a node dies is not worth more. Safe for
/// many threads.
public final class PlayCounter {
  private static final Logger log = LoggerFactory.getLogger(PlayCounter.class);

  /// More posts than are heard between two flushes, unless the database stays away for long.
  static final int MOST_POSTS = 10_000;

  private final PlayStore store;
  private final Map<PostId, Integer> gathered = new HashMap<>();

  PlayCounter(PlayStore store) {
    this.store = store;
  }

  /// Somebody listened to a post. Whoever calls knows that it is not its author.
  public void heard(PostId post) {
    gather(Map.of(post, 1));
  }

  private synchronized void gather(Map<PostId, Integer> plays) {
    plays.forEach((post, times) -> {
      if (gathered.size() < MOST_POSTS || gathered.containsKey(post)) {
        gathered.merge(post, times, Integer::sum);
      }
    });
  }

  private synchronized Map<PostId, Integer> taken() {
    var all = Map.copyOf(gathered);
    gathered.clear();
    return all;
  }

  /// Counts what was gathered, now or with the next flush.
  public void flush() {
    var all = taken();
    try {
      store.add(all);
    } catch (IOException e) {
      gather(all);
      log.warn("play counts not saved count={} next=flush error=\"{}\"", all.size(), e.toString());
    }
  }
}
