package io.voicepost.gateway.microblog;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.PostId;
import io.voicepost.storage.post.PlayStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlayCounterTest {
  private static final PostId SONG = new PostId(1);
  private static final PostId NEWS = new PostId(2);

  private final List<Map<PostId, Integer>> counted = new ArrayList<>();
  private boolean away;

  private final PlayStore store =
      plays -> {
        if (away) {
          throw new IOException("the database is away");
        }
        counted.add(plays);
      };
  private final PlayCounter plays = new PlayCounter(store);

  @Test
  void manyPlaysAreCountedInOneGo() {
    for (int i = 0; i < 1000; i++) {
      plays.heard(SONG);
    }
    plays.heard(NEWS);
    assertThat(counted).isEmpty();

    plays.flush();

    assertThat(counted).containsExactly(Map.of(SONG, 1000, NEWS, 1));
  }

  @Test
  void whatWasCountedIsNotCountedAgain() {
    plays.heard(SONG);
    plays.flush();
    plays.heard(NEWS);
    plays.flush();

    assertThat(counted).containsExactly(Map.of(SONG, 1), Map.of(NEWS, 1));
  }

  @Test
  void playsAreCountedLaterWhereTheDatabaseIsAway() {
    plays.heard(SONG);
    away = true;
    plays.flush();
    plays.heard(SONG);
    away = false;
    plays.flush();

    assertThat(counted).containsExactly(Map.of(SONG, 2));
  }

  @Test
  void whatIsGatheredIsBounded() {
    for (int i = 1; i <= PlayCounter.MOST_POSTS + 5; i++) {
      plays.heard(new PostId(i));
    }
    plays.heard(SONG);
    plays.flush();

    assertThat(counted.getFirst()).hasSize(PlayCounter.MOST_POSTS).containsEntry(SONG, 2);
  }
}
