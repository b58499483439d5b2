package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteBatcherTest {
  private static final int FIRST = 1000;
  private static final int IMPOSSIBLE = 13;

  @TempDir private Path folder;
  private Database database;
  private WriteBatcher<Integer, Integer> batcher;
  private final ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<Integer>> begun = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @BeforeEach
  void open() throws IOException {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("gathering.db")));
    batcher = new WriteBatcher<>(database.sql(), Comparator.naturalOrder(), this::doubled);
  }

  @AfterEach
  void close() {
    goOn.countDown();
    crowd.close();
    database.close();
  }

  /// Doubles each; the first one takes its time.
  private List<Integer> doubled(Handle db, List<Integer> wishes) {
    begun.add(wishes);
    if (wishes.contains(FIRST)) {
      patiently();
    }
    if (wishes.contains(IMPOSSIBLE)) {
      db.execute("there is no such statement");
    }
    return wishes.stream().map(it -> it * 2).toList();
  }

  private void patiently() {
    try {
      goOn.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Has `wishes` waiting behind one that is being written.
  private List<Future<Integer>> meanwhile(int wishes) {
    var first = crowd.submit(() -> batcher.ask(FIRST));
    assertThat(first).isNotDone();
    await().until(() -> !begun.isEmpty());
    var answers = new ArrayList<Future<Integer>>();
    for (int i = wishes - 1; i >= 0; i--) {
      int wish = i;
      answers.addFirst(crowd.submit(() -> batcher.ask(wish)));
    }
    await().until(() -> batcher.waiting() == wishes);
    return answers;
  }

  @Test
  void whatIsAskedForMeanwhileIsWrittenTogetherInOneOrder() throws Exception {
    var answers = meanwhile(10);
    goOn.countDown();

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(2 * i);
    }
    assertThat(begun).hasSize(2);
    assertThat(begun.getLast()).hasSize(10).isSorted();
  }

  @Test
  void whatCannotBeWrittenDoesNotTakeTheOthersAlong() throws Exception {
    var answers = meanwhile(20);
    goOn.countDown();

    for (int i = 0; i < answers.size(); i++) {
      var answer = answers.get(i);
      if (i == IMPOSSIBLE) {
        assertThatThrownBy(answer::get).hasRootCauseInstanceOf(java.sql.SQLException.class);
      } else {
        assertThat(answer.get()).isEqualTo(2 * i);
      }
    }
  }

  @Test
  void aSilentDatabaseIsToldToEach() {
    var answers = meanwhile(3);
    database.close();
    goOn.countDown();

    assertThat(answers)
        .allSatisfy(
            answer -> assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class));
    assertThatIOException().isThrownBy(() -> batcher.ask(1));
  }
}
