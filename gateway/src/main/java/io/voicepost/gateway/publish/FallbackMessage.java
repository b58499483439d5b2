package io.voicepost.gateway.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the dialplan left of one call that it took alone: `<base>.call`, the note, and
/// `tmp.<base>.wav` while it records, which becomes `<base>.wav` when it is done (`.wav16` where
/// the caller is in wideband).
record FallbackMessage(String base, Optional<Path> note, Optional<Path> wav, Optional<Path> tmp) {
  private static final Pattern NAME =
      Pattern.compile("(?<tmp>tmp\\.)?(?<base>[0-9][0-9.-]{0,80})\\.(?<kind>call|wav|wav16)");

  /// All messages of a folder, oldest first, as far as their bases tell; other files are not looked
  /// at.
  static List<FallbackMessage> in(Path folder) throws IOException {
    var messages = new HashMap<String, FallbackMessage>();
    try (var files = Files.list(folder)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> add(messages, file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    var sorted = new ArrayList<>(messages.values());
    sorted.sort((one, other) -> one.base().compareTo(other.base()));
    return sorted;
  }

  private static void add(Map<String, FallbackMessage> messages, Path file) {
    var name = NAME.matcher(file.toFile().getName());
    if (!name.matches()) {
      return;
    }
    var base = name.group("base");
    var known =
        messages.getOrDefault(
            base, new FallbackMessage(base, Optional.empty(), Optional.empty(), Optional.empty()));
    var here = Optional.of(file);
    boolean isNote = name.group("kind").equals("call");
    messages.put(
        base,
        isNote
            ? new FallbackMessage(base, here, known.wav, known.tmp)
            : name.group("tmp") == null
                ? new FallbackMessage(base, known.note, here, known.tmp)
                : new FallbackMessage(base, known.note, known.wav, here));
  }
}
