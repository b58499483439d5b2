package io.voicepost.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/// What lies about after a sweep besides the messages that are to be there.
final class SweepRemains {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern NO_CALLS = Pattern.compile("(?m)^voicepost_calls_active 0\\.0$");

  /// What removes audio comes round after a while.
  private static final Duration AUDIO_GONE = Duration.ofSeconds(30);

  private final Service service;
  private final Path folder;

  SweepRemains(Service service, Path folder) {
    this.service = service;
    this.folder = folder;
  }

  /// Waits until no call and no message is on its way, or for so long that none should be.
  void settle() {
    await().atMost(PATIENCE).until(() -> NO_CALLS.matcher(service.metrics()).find());
    try {
      await()
          .atMost(PATIENCE)
          .until(() ->
              service.entries("recording").isEmpty() && service.entries("captured").isEmpty());
    } catch (ConditionTimeoutException stuck) {
      // What lies there is named with the rest.
    }
  }

  /// What is there of recordings besides these messages, in words.
  List<String> besides(List<SweptAccount.Message> messages) throws IOException {
    var ids =
        messages.stream()
            .map(it -> it.voice().recording().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    var besides = new ArrayList<String>();
    for (var stage : List.of("recording", "captured", "quarantine", "fallback")) {
      differ("spool/" + stage, Set.of(), service.entries(stage), besides);
    }
    differ("spool/posted", ids, service.entries("posted"), besides);
    differ("the database", ids, recordings(), besides);
    int renditions = messages.stream().mapToInt(it -> it.voice().renditions().size()).sum();
    try {
      await().atMost(AUDIO_GONE).until(() -> audioFiles() == renditions);
    } catch (ConditionTimeoutException late) {
      besides.add("%d files of audio instead of %d".formatted(audioFiles(), renditions));
    }
    return besides;
  }

  private static void differ(
      String where, Set<String> wanted, List<String> there, List<String> to) {
    var more = new HashSet<>(there);
    more.removeAll(wanted);
    var missing = new HashSet<>(wanted);
    missing.removeAll(there);
    more.forEach(it -> to.add("%s has %s, which is no message".formatted(where, it)));
    missing.forEach(it -> to.add("%s lacks %s".formatted(where, it)));
  }

  /// Those that were not deleted, whosever they are.
  private List<String> recordings() throws IOException {
    var ids = new ArrayList<String>();
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/voicepost.db"));
        var statement = database.createStatement();
        var rows = statement.executeQuery("select id from recording where state <> 'deleted'")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return ids;
  }

  private int audioFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/audio"))) {
      return (int) files.filter(Files::isRegularFile).count();
    }
  }

  /// Errors, exceptions, numbers and PINs in the logs, in words that repeat no number and no PIN.
  List<String> inLogs(List<SweptAccount> accounts) throws IOException {
    var logs = service.logs();
    var found = new ArrayList<String>();
    logs.lines()
        .filter(line -> line.contains("ERROR") || line.contains("Exception"))
        .limit(10)
        .forEach(line -> found.add("a log says: " + line));
    for (var account : accounts) {
      if (logs.contains(account.number().substring(2))) {
        found.add("a number is in a log");
      }
      if (!account.pin().isEmpty() && isAlone(account.pin(), logs)) {
        found.add("a PIN is in a log");
      }
    }
    return found;
  }

  /// Among the digits of times and ids a PIN may stand by chance.
  private static boolean isAlone(String pin, String logs) {
    return Pattern.compile("(?<![0-9a-f.-])" + pin + "(?![0-9a-f-])").matcher(logs).find();
  }
}
