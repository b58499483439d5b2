package io.voicepost.gateway.replay;

import io.voicepost.gateway.spool.Shared;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.StoredRendition;
import io.voicepost.storage.Voice;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.transcoder.Tempo;
import io.voicepost.transcoder.Transcoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replays that there are, on disk. One is made once for all who want it at the same time, kept
/// while somebody holds it, and then for as long as there is room and somebody asks again. Safe for
/// many calls at once. Nothing half-written is ever handed out.
public final class Replays {
  private static final Logger log = LoggerFactory.getLogger(Replays.class);

  private final ReplayConfig config;
  private final Making making;
  private final Clock clock;
  private final Map<Wish, Slot> slots = new HashMap<>();
  private long made;

  /// What is listened to: a rendition at a tempo and a rate.
  private record Wish(RecordingId recording, Tempo tempo, int sampleRate) {
    /// Asterisk names its wideband WAV files `.wav16`.
    String fileName(long number) {
      return "%s-%s-%d.%s"
          .formatted(
              recording,
              tempo.name().toLowerCase(Locale.ROOT),
              number,
              sampleRate == 8000 ? "wav" : "wav16");
    }
  }

  /// A replay that is made or being made; all but `making` is guarded by the replays' lock.
  private static final class Slot {
    final Path wav;
    final FutureTask<Path> making;
    int holders;
    boolean isForgotten;
    long bytes;
    Instant released = Instant.MAX;

    Slot(Path wav, FutureTask<Path> making) {
      this.wav = wav;
      this.making = making;
    }
  }

  private Replays(ReplayConfig config, Making making, Clock clock) {
    this.config = config;
    this.making = making;
    this.clock = clock;
  }

  /// Opens the folder, which is made if need be, and removes what an earlier run left in it.
  public static Replays open(
      ReplayConfig config, AudioStore audio, Transcoder transcoder, Clock clock)
      throws IOException {
    Shared.folder(config.folder());
    try (var files = Files.newDirectoryStream(config.folder())) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    return new Replays(config, new Making(audio, transcoder), clock);
  }

  /// A hold on the replay of a voice, which is made meanwhile if it is not there. Returns at once;
  /// who calls closes it.
  ///
  /// @param sampleRate 8000 or 16000, in Hz
  public synchronized Replay of(Voice voice, Tempo tempo, int sampleRate) {
    var wish = new Wish(voice.recording(), tempo, sampleRate);
    var known = slots.get(wish);
    var slot = known == null ? begin(wish, voice.renditions().getFirst()) : known;
    slot.holders++;
    return new Replay(slot.making, () -> release(slot));
  }

  private Slot begin(Wish wish, StoredRendition rendition) {
    // Files are never written again: who plays one that is forgotten hears no other.
    var wav = config.folder().toAbsolutePath().resolve(wish.fileName(made++));
    var task =
        new FutureTask<>(() -> {
          make(wish, rendition, wav);
          return wav;
        });
    var slot = new Slot(wav, task);
    slots.put(wish, slot);
    Thread.ofVirtual().name("replay").start(task);
    return slot;
  }

  /// A making that fails is told to who waits for it and then forgotten.
  private void make(Wish wish, StoredRendition rendition, Path wav) throws Exception {
    boolean done = false;
    try {
      making.make(rendition, wish.tempo(), wish.sampleRate(), wav);
      keep(wish, wav);
      done = true;
    } finally {
      if (!done) {
        drop(wish, wav);
      }
    }
  }

  private synchronized void keep(Wish wish, Path wav) throws IOException {
    var slot = slots.get(wish);
    if (slot == null || !slot.wav.equals(wav)) {
      Files.delete(wav);
      throw new NoSuchFileException(wish.recording() + " was deleted meanwhile");
    }
    slot.bytes = Files.size(wav);
    evict();
  }

  private synchronized void drop(Wish wish, Path wav) {
    slots.computeIfPresent(wish, (_, slot) -> slot.wav.equals(wav) ? null : slot);
  }

  private synchronized void release(Slot slot) {
    slot.holders--;
    slot.released = clock.instant();
    if (slot.isForgotten && slot.holders == 0) {
      delete(slot);
    }
    evict();
  }

  /// Removes the replays of a recording at once, also those that somebody holds.
  public synchronized void forget(RecordingId recording) {
    remove(wish -> wish.recording().equals(recording), true);
  }

  /// Removes all replays: any of them may be of a post that is gone. What somebody holds they had
  /// when it stood; it goes when they let go of it.
  public synchronized void forgetAll() {
    remove(_ -> true, false);
  }

  private void remove(Predicate<Wish> which, boolean evenHeld) {
    for (var entry : List.copyOf(slots.entrySet())) {
      var slot = entry.getValue();
      if (which.test(entry.getKey())) {
        slots.remove(entry.getKey());
        slot.isForgotten = true;
        if (evenHeld || slot.holders == 0) {
          delete(slot);
        }
      }
    }
  }

  /// Removes what nobody has listened to for long.
  public synchronized void sweep() {
    var old = clock.instant().minus(config.idle());
    for (var idle : idle()) {
      if (idle.getValue().released.isBefore(old)) {
        remove(idle.getKey()::equals, true);
      }
    }
  }

  private void evict() {
    long bytes = slots.values().stream().mapToLong(slot -> slot.bytes).sum();
    for (var idle : idle()) {
      if (bytes <= config.bytes()) {
        return;
      }
      bytes -= idle.getValue().bytes;
      remove(idle.getKey()::equals, true);
    }
  }

  /// What is made and nobody holds, the longest unused first.
  private List<Map.Entry<Wish, Slot>> idle() {
    var idle = new ArrayList<Map.Entry<Wish, Slot>>();
    for (var entry : slots.entrySet()) {
      if (entry.getValue().holders == 0 && entry.getValue().bytes > 0) {
        idle.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    idle.sort(Comparator.comparing(entry -> entry.getValue().released));
    return idle;
  }

  /// One that is being made has no file yet; its maker finds that it is forgotten.
  private static void delete(Slot slot) {
    try {
      Files.deleteIfExists(slot.wav);
    } catch (IOException e) {
      log.error("A replay stays on disk until the next start: {}", e.toString());
    }
  }
}
