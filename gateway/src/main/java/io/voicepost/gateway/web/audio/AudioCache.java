package io.voicepost.gateway.web.audio;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The audio of the recordings that have an owner, in posts or for them. Hot files come from
/// memory, and many who ask for the same file at once cost one load. A post deleted on this node is
/// gone at once; one deleted elsewhere, as soon as that is heard, and within [#FRESH] at the
/// latest. Safe for many threads.
public final class AudioCache implements AutoCloseable {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int KNOWN_POSTS = 10_000;

  private final Microblog microblog;
  private final AudioStore store;
  private final ExecutorService loaders =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("audio-", 0).factory());
  private final CoalescingLoader<RecordingId, Availability> standing;
  private final CoalescingLoader<AudioKey, ByteBuffer> files;
  private final Announcements.ListenerRegistration subscription;

  public AudioCache(Microblog microblog, AudioStore store, long memoryBytes, MeterRegistry meters) {
    this.microblog = microblog;
    this.store = store;
    this.standing =
        new CoalescingLoader<>(
            Caffeine.newBuilder()
                .executor(loaders)
                .expireAfterWrite(FRESH)
                .maximumSize(KNOWN_POSTS)
                .buildAsync());
    AsyncCache<AudioKey, CoalescingLoader.Loaded<ByteBuffer>> memory =
        Caffeine.newBuilder()
            .executor(loaders)
            .maximumWeight(memoryBytes)
            .weigher(AudioCache::bytes)
            .recordStats()
            .buildAsync();
    CaffeineCacheMetrics.monitor(meters, memory, "voicepost.audio.memory");
    this.files = new CoalescingLoader<>(memory);
    this.subscription = microblog.announcements().subscribe(this::onAnnouncement);
  }

  /// A recording that has an owner, and whether everybody may hear it.
  private record Availability(List<StoredRendition> renditions, boolean open) {
    static final Availability NOTHING = new Availability(List.of(), false);

    Optional<CachedAudio> find(AudioKey key) {
      return renditions.stream()
          .filter(it -> it.key().equals(key))
          .findFirst()
          .map(it -> new CachedAudio(it, open));
    }
  }

  /// @param open whether everybody may hear it; else it is to be asked who may
  record CachedAudio(StoredRendition rendition, boolean open) {}

  /// A rendition of a recording that has an owner; empty where there is none.
  Optional<CachedAudio> find(RecordingId recording, String extension) throws IOException {
    return standing.get(recording, () -> look(recording)).find(AudioKey.of(recording, extension));
  }

  /// The whole file, read-only, in memory outside the heap; empty if the store has it no more.
  Optional<ByteBuffer> open(StoredRendition rendition) throws IOException {
    try {
      return Optional.of(files.get(rendition.key(), () -> load(rendition)).duplicate());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// A file that is in memory, and what it is.
  record InMemoryAudio(StoredRendition rendition, ByteBuffer bytes) {}

  /// The same as [#find] and [#open], of what is in memory and for everybody: nobody waits.
  Optional<InMemoryAudio> inMemory(RecordingId recording, String extension) {
    var key = AudioKey.of(recording, extension);
    return standing
        .ifLoaded(recording)
        .flatMap(it -> it.find(key))
        .filter(CachedAudio::open)
        .flatMap(found ->
            files
                .ifLoaded(key)
                .map(bytes -> new InMemoryAudio(found.rendition(), bytes.duplicate())));
  }

  private Availability look(RecordingId recording) throws IOException {
    var voice = microblog.postCommands().voice(recording);
    return voice.isEmpty()
        ? Availability.NOTHING
        : new Availability(
            voice.get().renditions(), microblog.postQueries().mayHear(Optional.empty(), recording));
  }

  private static int bytes(AudioKey key, CoalescingLoader.Loaded<ByteBuffer> loaded) {
    return switch (loaded) {
      case CoalescingLoader.Loaded.Value(var file) -> file.capacity();
      case CoalescingLoader.Loaded.Failure(_) -> 0;
    };
  }

  private ByteBuffer load(StoredRendition rendition) throws IOException {
    var file =
        store
            .get(rendition.key())
            .orElseThrow(() -> new NoSuchFileException(rendition.key().value()));
    if (file.remaining() != rendition.bytes()) {
      throw new IOException("the store gave " + file.remaining() + " bytes of " + rendition);
    }
    return ByteBuffer.allocateDirect(file.remaining()).put(file).flip().asReadOnlyBuffer();
  }

  private void onAnnouncement(Announcement announcement) {
    switch (announcement) {
      case Announcement.Posted(var post) ->
          post.voice().map(Voice::recording).ifPresent(standing::forget);
      case Announcement.Deleted(_, var recording, _) -> recording.ifPresent(this::forget);
      case Announcement.Discarded(var recording) -> forget(recording);
      case Announcement.Reposted _,
          Announcement.Edited _,
          Announcement.Related _,
          Announcement.Notified _,
          Announcement.Revoked _ -> {}
      case Announcement.Missed _ -> standing.forget(_ -> true);
    }
  }

  private void forget(RecordingId recording) {
    standing.forget(recording);
    files.forget(key -> key.value().contains(recording.toString()));
  }

  @Override
  public void close() {
    subscription.close();
    loaders.close();
  }
}
