package io.voicepost.gateway.replay;

import io.voicepost.gateway.spool.SharedFiles;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.Tempo;
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
public final class ReplayCache {
  private static final Logger log = LoggerFactory.getLogger(ReplayCache.class);

  private final ReplayConfig config;
  private final ReplayMaker maker;
  private final Clock clock;
  private final Map<Variant, CacheEntry> slots = new HashMap<>();
  private long made;

  /// What is listened to: a rendition at a tempo and a rate.
  private record Variant(RecordingId recording, Tempo tempo, int sampleRate) {
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
  private static final class CacheEntry {
    final Path wav;
    final FutureTask<Path> making;
    int holders;
    boolean isForgotten;
    long bytes;
    Instant released = Instant.MAX;

    CacheEntry(Path wav, FutureTask<Path> making) {
      this.wav = wav;
      this.making = making;
    }
  }

  private ReplayCache(ReplayConfig config, ReplayMaker maker, Clock clock) {
    this.config = config;
    this.maker = maker;
    this.clock = clock;
  }

  /// Opens the folder, which is made if need be, and removes what an earlier run left in it.
  public static ReplayCache open(
      ReplayConfig config, AudioStore audio, Transcoder transcoder, Clock clock)
      throws IOException {
    SharedFiles.folder(config.folder());
    try (var files = Files.newDirectoryStream(config.folder())) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    return new ReplayCache(config, new ReplayMaker(audio, transcoder), clock);
  }

  /// A hold on the replay of a voice, which is made meanwhile if it is not there. Returns at once;
  /// who calls closes it.
  ///
  /// @param sampleRate 8000 or 16000, in Hz
  public synchronized Replay of(Voice voice, Tempo tempo, int sampleRate) {
    var variant = new Variant(voice.recording(), tempo, sampleRate);
    var known = slots.get(variant);
    var cached = known == null ? begin(variant, voice.renditions().getFirst()) : known;
    cached.holders++;
    return new Replay(cached.making, () -> release(cached));
  }

  private CacheEntry begin(Variant variant, StoredRendition rendition) {
    // Files are never written again: who plays one that is forgotten hears no other.
    var wav = config.folder().toAbsolutePath().resolve(variant.fileName(made++));
    var task =
        new FutureTask<>(() -> {
          make(variant, rendition, wav);
          return wav;
        });
    var cached = new CacheEntry(wav, task);
    slots.put(variant, cached);
    Thread.ofVirtual().name("replay").start(task);
    return cached;
  }

  /// A making that fails is told to who waits for it and then forgotten.
  private void make(Variant variant, StoredRendition rendition, Path wav) throws Exception {
    boolean done = false;
    try {
      maker.make(rendition, variant.tempo(), variant.sampleRate(), wav);
      keep(variant, wav);
      done = true;
    } finally {
      if (!done) {
        drop(variant, wav);
      }
    }
  }

  private synchronized void keep(Variant variant, Path wav) throws IOException {
    var cached = slots.get(variant);
    if (cached == null || !cached.wav.equals(wav)) {
      Files.delete(wav);
      throw new NoSuchFileException(variant.recording() + " was deleted meanwhile");
    }
    cached.bytes = Files.size(wav);
    evict();
  }

  private synchronized void drop(Variant variant, Path wav) {
    slots.computeIfPresent(variant, (_, cached) -> cached.wav.equals(wav) ? null : cached);
  }

  private synchronized void release(CacheEntry cached) {
    cached.holders--;
    cached.released = clock.instant();
    if (cached.isForgotten && cached.holders == 0) {
      delete(cached);
    }
    evict();
  }

  /// Removes the replays of a recording at once, also those that somebody holds.
  public synchronized void forget(RecordingId recording) {
    remove(variant -> variant.recording().equals(recording), true);
  }

  /// Removes all replays: any of them may be of a post that is gone. What somebody holds they had
  /// when it stood; it goes when they let go of it.
  public synchronized void forgetAll() {
    remove(_ -> true, false);
  }

  private void remove(Predicate<Variant> which, boolean evenHeld) {
    for (var entry : List.copyOf(slots.entrySet())) {
      var cached = entry.getValue();
      if (which.test(entry.getKey())) {
        slots.remove(entry.getKey());
        cached.isForgotten = true;
        if (evenHeld || cached.holders == 0) {
          delete(cached);
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
    long bytes = slots.values().stream().mapToLong(cached -> cached.bytes).sum();
    for (var idle : idle()) {
      if (bytes <= config.bytes()) {
        return;
      }
      bytes -= idle.getValue().bytes;
      remove(idle.getKey()::equals, true);
    }
  }

  /// What is made and nobody holds, the longest unused first.
  private List<Map.Entry<Variant, CacheEntry>> idle() {
    var idle = new ArrayList<Map.Entry<Variant, CacheEntry>>();
    for (var entry : slots.entrySet()) {
      if (entry.getValue().holders == 0 && entry.getValue().bytes > 0) {
        idle.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    idle.sort(Comparator.comparing(entry -> entry.getValue().released));
    return idle;
  }

  /// One that is being made has no file yet; its maker finds that it is forgotten.
  private static void delete(CacheEntry cached) {
    try {
      Files.deleteIfExists(cached.wav);
    } catch (IOException e) {
      log.error("replay delete failed path={} next=restart error=\"{}\"", cached.wav, e.toString());
    }
  }
}
