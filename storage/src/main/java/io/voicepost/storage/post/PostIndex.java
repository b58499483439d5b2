package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import java.util.Set;

/// Where a post is to be found beside its timelines: under which tags (in lower case), and by whom
/// it mentions.
public record PostIndex(Set<String> tags, Set<AccountId> mentions) {
  public static final PostIndex NONE = new PostIndex(Set.of(), Set.of());

  public PostIndex {
    tags = Set.copyOf(tags);
    mentions = Set.copyOf(mentions);
  }
}
