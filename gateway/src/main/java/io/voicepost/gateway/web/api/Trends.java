package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which tags the newest posts have.
final class Trends {
  private static final int NEWEST = 200;

  private final Microblog microblog;

  Trends(Microblog microblog) {
    this.microblog = microblog;
  }

  /// Tags of the newest posts, those in most of them first.
  List<String> tags(int most) throws IOException {
    var newest = microblog.postQueries().everybody(Optional.empty(), Page.first(NEWEST), false);
    var counts = new HashMap<String, Integer>();
    for (Post post : newest.entries()) {
      ParsedText.of(post.text().caption())
          .tags()
          .forEach(tag -> counts.merge(tag, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }
}
