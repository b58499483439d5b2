package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.storage.Account;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Walking through posts for hours.
final class TimelineCursorTest {
  @TempDir private Path folder;
  private Listeners stage;
  private Account faye;
  private boolean isAway;
  private int longestPage;

  @BeforeEach
  void open() throws Exception {
    stage = new Listeners(folder, new ListenerChannel());
    faye = stage.account("faye");
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private TimelineCursor reel() {
    return new TimelineCursor(this::page, _ -> true);
  }

  private PostQueries.TimelineSlice<? extends TimelineEntry> page(Page page) throws IOException {
    if (isAway) {
      throw new IOException("the database is away");
    }
    longestPage = Math.max(longestPage, page.limit());
    return stage.microblog().postQueries().everybody(Optional.empty(), page, false);
  }

  @Test
  void hundredsArePassedOneByOneThereAndBackAgain() throws Exception {
    var all = new ArrayList<Post>();
    for (int i = 0; i < 250; i++) {
      all.addFirst(stage.voice("post" + i, faye));
      if (i % 3 == 0) {
        stage.written(faye, "text " + i);
      }
    }
    var cursor = reel();

    assertThat(older(cursor)).containsExactlyElementsOf(all);
    assertThat(newer(cursor)).containsExactlyElementsOf(all.subList(0, 249).reversed());
    assertThat(older(cursor)).containsExactlyElementsOf(all.subList(1, 250));
    assertThat(longestPage).isLessThanOrEqualTo(20);
  }

  private static List<Post> older(TimelineCursor cursor) throws IOException {
    var seen = new ArrayList<Post>();
    for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
      seen.add(next.get());
    }
    return seen;
  }

  private static List<Post> newer(TimelineCursor cursor) throws IOException {
    var seen = new ArrayList<Post>();
    for (var next = cursor.previous(); next.isPresent(); next = cursor.previous()) {
      seen.add(next.get());
    }
    return seen;
  }

  @Test
  void whatComesMeanwhileIsFoundOnTheWayBack() throws Exception {
    var one = stage.voice("one", faye);
    var cursor = reel();
    assertThat(cursor.next()).contains(one);

    var two = stage.voice("two", faye);
    var three = stage.voice("three", faye);

    assertThat(newer(cursor)).containsExactly(two, three);
    assertThat(older(cursor)).containsExactly(two, one);
  }

  @Test
  void atBothEndsItStays() throws Exception {
    var one = stage.voice("one", faye);
    var two = stage.voice("two", faye);
    var cursor = reel();
    assertThat(older(cursor)).containsExactly(two, one);

    assertThat(cursor.next()).isEmpty();
    assertThat(cursor.next()).isEmpty();
    assertThat(cursor.previous()).contains(two);
    assertThat(cursor.previous()).isEmpty();
    assertThat(cursor.previous()).isEmpty();
    assertThat(cursor.next()).contains(one);
  }

  @Test
  void whereThereIsNothingThereIsNothing() throws Exception {
    var cursor = reel();

    assertThat(cursor.size()).isEqualTo(OptionalInt.of(0));
    assertThat(cursor.next()).isEmpty();
    assertThat(cursor.previous()).isEmpty();
  }

  @Test
  void afterAnOutageItGoesOnWhereItWas() throws Exception {
    var one = stage.voice("one", faye);
    var cursor = reel();
    isAway = true;
    assertThatThrownBy(cursor::next).isInstanceOf(IOException.class);
    isAway = false;

    assertThat(cursor.next()).contains(one);
  }

  @Test
  void aFewAreCountedAndManyAreNot() throws Exception {
    for (int i = 0; i < 3; i++) {
      stage.voice("post" + i, faye);
    }
    assertThat(reel().size()).isEqualTo(OptionalInt.of(3));
    for (int i = 0; i < 20; i++) {
      stage.voice("more" + i, faye);
    }
    assertThat(reel().size()).isEmpty();
  }
}
