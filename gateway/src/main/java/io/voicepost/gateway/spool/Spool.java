package io.voicepost.gateway.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages between call and post, on disk. See the package for the folders.
///
/// One gateway at a time has a spool: a lock file says so. Safe for many threads. `IOException`
/// means the disk refused; nothing moved forward.
public final class Spool implements AutoCloseable {
  /// How long a confirmed message stays, should the stores lose it after all.
  private static final Duration KEEP_POSTED = Duration.ofDays(1);

  private static final long LEAST_FREE_BYTES = 200L << 20;
  private static final int WAV_HEADER_BYTES = 44;
  private static final String PART = "part-";
  private static final String CALLS = "calls";

  /// In the order in which a message goes through them.
  private static final List<String> STAGES =
      List.of("recording", "captured", "quarantine", "posted");

  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final JsonMapper json =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Path recording;
  private final Path captured;
  private final Path posted;
  private final Path quarantine;
  private final Path fallback;
  private final Path calls;
  private final FileChannel lockFile;
  private final Clock clock;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final DelayQueue<QueuedMessage> due = new DelayQueue<>();

  /// What the disk refused to do with captured messages when their calls were over.
  private final Map<RecordingId, DiskAction> unfinished = new ConcurrentHashMap<>();

  private interface DiskAction {
    void run() throws IOException;
  }

  private Spool(Path folder, FileChannel lockFile, Clock clock) throws IOException {
    this.recording = SharedFiles.folder(folder.resolve("recording"));
    this.captured = SharedFiles.folder(folder.resolve("captured"));
    this.posted = SharedFiles.folder(folder.resolve("posted"));
    this.quarantine = SharedFiles.folder(folder.resolve("quarantine"));
    this.fallback = SharedFiles.folder(folder.resolve("fallback"));
    this.calls = SharedFiles.folder(folder.resolve(CALLS));
    this.lockFile = lockFile;
    this.clock = clock;
  }

  /// Opens the spool in a folder, which is made if need be, and puts what was captured and not yet
  /// confirmed in line for the publisher.
  ///
  /// @throws IOException if the folder cannot be used or another gateway has it
  public static Spool open(Path folder, Clock clock) throws IOException {
    var lock = SharedFiles.folder(folder).resolve("lock");
    var lockFile = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      SharedFiles.file(lock);
      if (!isOurs(lockFile)) {
        throw new IOException("another gateway has the spool " + folder + "; stop it first");
      }
      var spool = new Spool(folder.toAbsolutePath(), lockFile, clock);
      for (var message : spool.messages(spool.captured, _ -> true)) {
        spool.due.add(QueuedMessage.now(message));
      }
      return spool;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  /// Writes down the intent of a recording before Asterisk is told to record: whatever happens from
  /// here on, the next start finds whose message it is.
  public OpenRecording begin(CallFacts facts) throws IOException {
    var folder = recording.resolve(facts.recording().toString());
    open.add(facts.recording().toString());
    try {
      SharedFiles.folder(Files.createDirectory(folder));
      DurableFiles.write(folder.resolve("facts.json"), json.writeValueAsBytes(facts));
      DurableFiles.flush(folder);
      DurableFiles.flush(recording);
    } catch (IOException e) {
      open.remove(facts.recording().toString());
      throw e;
    }
    facts.origin().call().ifPresent(call -> note(call, facts.recording()));
    return new OpenRecording(this, facts);
  }

  /// For [#ofCall]: no message waits for it, and none is lost with it.
  private void note(CallId call, RecordingId message) {
    try {
      var messages = SharedFiles.folder(calls.resolve(call.hex()));
      var one = SharedFiles.folder(messages.resolve(message.toString()));
      Files.setLastModifiedTime(one, FileTime.from(clock.instant()));
    } catch (IOException e) {
      log.warn("call note failed recording={} error=\"{}\"", message, e.toString());
    }
  }

  /// Messages whose call ended without a word, or whose gateway died: those in `recording/` that no
  /// call of this process has open. Asterisk may still be writing to them.
  public List<SpooledRecording> abandoned() throws IOException {
    return messages(recording, name -> !open.contains(name));
  }

  /// Takes up an abandoned message, to capture or discard it.
  public OpenRecording adopt(SpooledRecording abandoned) {
    open.add(abandoned.facts().recording().toString());
    return new OpenRecording(this, abandoned.facts());
  }

  /// Whether a message is on its way here: recorded by this process, or captured and not confirmed.
  public boolean holds(RecordingId id) {
    return open.contains(id.toString()) || Files.exists(captured.resolve(id.toString()));
  }

  /// Where Asterisk puts what it records alone while the gateway is away.
  public Path fallbackFolder() {
    return fallback;
  }

  /// The next message to publish, waiting for one for a while; empty if none came. It stays in line
  /// on disk until [#confirm], [#quarantine] or [#again].
  public Optional<SpooledRecording> take(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(due.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
        .map(QueuedMessage::message);
  }

  /// The post stands and can be played: nothing more is to be done, and the file goes in a day.
  public void confirm(SpooledRecording message) throws IOException {
    forward(message, posted);
  }

  /// The message can never become a post. It is kept with the reason and blocks nobody.
  public void quarantine(SpooledRecording message, String reason) throws IOException {
    var folder = folderIn(captured, message);
    SharedFiles.file(
        Files.writeString(folder.resolve("reason.txt"), reason + "\n", StandardCharsets.UTF_8));
    forward(message, quarantine);
  }

  /// Puts a message back in line, to be taken again after a while.
  public void again(SpooledRecording message, Duration delay) {
    due.add(QueuedMessage.in(message, delay));
  }

  /// How many messages are in line or being published; -1 if the disk does not say.
  public int backlog() {
    try {
      return names(captured).size();
    } catch (IOException e) {
      return -1;
    }
  }

  /// Asks the disk for a sign of life.
  ///
  /// @throws IOException if it does not answer or is all but full
  public void check() throws IOException {
    long free = Files.getFileStore(recording).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new IOException("the spool's disk has %d MB left".formatted(free >> 20));
    }
  }

  /// Removes what was confirmed more than a day ago, and what is remembered of older calls.
  public void sweep() throws IOException {
    sweep(posted);
    for (var call : names(calls)) {
      var messages = calls.resolve(call);
      sweep(messages);
      if (names(messages).isEmpty()) {
        DurableFiles.remove(messages);
      }
    }
  }

  private void sweep(Path folders) throws IOException {
    var old = FileTime.from(clock.instant().minus(KEEP_POSTED));
    for (var name : names(folders)) {
      var folder = folders.resolve(name);
      if (Files.getLastModifiedTime(folder).compareTo(old) < 0) {
        DurableFiles.remove(folder);
      }
    }
  }

  /// Removes a confirmed message now, because its post was deleted.
  public void forget(RecordingId id) throws IOException {
    DurableFiles.remove(posted.resolve(id.toString()));
  }

  /// The same for a command beside the running gateway, which has the spool open.
  public static void forget(Path folder, RecordingId id) throws IOException {
    DurableFiles.remove(folder.resolve("posted").resolve(id.toString()));
  }

  /// The messages of one call, oldest first, and whether they are on their way; for a day. Costs
  /// what belongs to the call. Those that Asterisk recorded alone are not among them.
  public static Map<RecordingId, Boolean> ofCall(Path folder, CallId call) throws IOException {
    var found = new TreeMap<RecordingId, Boolean>();
    var messages = folder.resolve(CALLS).resolve(call.hex());
    for (var name : Files.isDirectory(messages) ? names(messages) : List.<String>of()) {
      STAGES.stream()
          .filter(stage -> Files.isDirectory(folder.resolve(stage).resolve(name)))
          .findFirst()
          .ifPresent(stage -> found.put(RecordingId.parse(name), isOnItsWay(stage)));
    }
    return found;
  }

  private static boolean isOnItsWay(String stage) {
    return stage.equals("recording") || stage.equals("captured");
  }

  /// Every number in the facts of messages that may still be published, for whoever wants to forget
  /// a secret.
  public static List<SealedNumber> sealedIn(Path folder) throws IOException {
    var found = new ArrayList<SealedNumber>();
    for (var stage : List.of("recording", "captured", "quarantine")) {
      var messages = folder.resolve(stage);
      for (var name : Files.isDirectory(messages) ? names(messages) : List.<String>of()) {
        var facts = messages.resolve(name).resolve("facts.json");
        if (Files.exists(facts)) {
          json.readTree(Files.readAllBytes(facts))
              .findValuesAsText("base64")
              .forEach(it -> found.add(new SealedNumber(it)));
        }
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  Path folderOf(RecordingId id) {
    return recording.resolve(id.toString());
  }

  Path audioOf(RecordingId id) {
    return audioIn(folderOf(id));
  }

  long soundBytes(RecordingId id) throws IOException {
    return Math.max(0, Files.size(audioOf(id)) - WAV_HEADER_BYTES);
  }

  void moveIn(RecordingId id, Path wav) throws IOException {
    var name = wav.toString().endsWith(".wav16") ? "audio.wav16" : "audio.wav";
    Files.move(wav, folderOf(id).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.flush(folderOf(id));
    DurableFiles.flush(fallback);
  }

  void capture(CallFacts facts, long expectedBytes)
      throws TruncatedRecordingException, IOException {
    long found = capture(facts);
    release(facts);
    if (found < expectedBytes) {
      throw new TruncatedRecordingException(expectedBytes, found);
    }
  }

  KeptRecording keep(CallFacts facts, long expectedBytes)
      throws TruncatedRecordingException, IOException {
    long found = capture(facts);
    if (found < expectedBytes) {
      release(facts);
      throw new TruncatedRecordingException(expectedBytes, found);
    }
    return new KeptRecording(this, facts);
  }

  /// How much sound there is of what cannot be lost from here on.
  private long capture(CallFacts facts) throws IOException {
    var id = facts.recording().toString();
    var from = recording.resolve(id);
    DurableFiles.flush(audioIn(from));
    DurableFiles.flush(from);
    long found = soundBytes(facts.recording());
    try {
      DurableFiles.move(id, recording, captured);
    } catch (IOException e) {
      if (Files.exists(captured.resolve(id))) {
        // It moved and is not flushed: nobody may promise it, and it is a message all the same.
        unfinished.put(facts.recording(), () -> release(facts));
      }
      throw e;
    }
    return found;
  }

  SpooledRecording kept(CallFacts facts) throws IOException {
    return new SpooledRecording(facts, allAudioIn(captured.resolve(facts.recording().toString())));
  }

  /// Puts a captured message in line.
  void release(CallFacts facts) throws IOException {
    finish(facts, () -> due.add(QueuedMessage.now(kept(facts))));
  }

  private void finish(CallFacts facts, DiskAction step) throws IOException {
    try {
      step.run();
      unfinished.remove(facts.recording());
    } catch (IOException | RuntimeException e) {
      unfinished.put(facts.recording(), () -> finish(facts, step));
      throw e;
    }
  }

  /// Tries again what the disk refused when a call was over, so that no captured message waits for
  /// the next start.
  ///
  /// @throws IOException if it refused some again; the others are done
  public void finish() throws IOException {
    var refused = new IOException("the disk refuses again what a call left to do");
    for (var step : List.copyOf(unfinished.values())) {
      try {
        step.run();
      } catch (IOException | RuntimeException e) {
        refused.addSuppressed(e);
      }
    }
    if (refused.getSuppressed().length > 0) {
      throw refused;
    }
  }

  CallFacts rewrite(CallFacts facts) throws IOException {
    var folder = captured.resolve(facts.recording().toString());
    if (!factsIn(folder).equals(facts)) {
      DurableFiles.rewrite(folder.resolve("facts.json"), json.writeValueAsBytes(facts));
    }
    return facts;
  }

  /// What is half gone when the power goes must not be published: it goes where the sweep finds it.
  void drop(CallFacts facts) throws IOException {
    var id = facts.recording().toString();
    finish(
        facts,
        () -> {
          DurableFiles.move(id, captured, posted);
          DurableFiles.remove(posted.resolve(id));
        });
  }

  /// The part's own folder, without sound from then on, is nothing that anybody would adopt.
  void add(CallFacts facts, RecordingId part, long expectedBytes)
      throws TruncatedRecordingException, IOException {
    var sound = audioOf(part);
    var folder = captured.resolve(facts.recording().toString());
    DurableFiles.flush(sound);
    long found = soundBytes(part);
    Files.move(
        sound,
        folder.resolve(PART + part + sound.getFileName().toString().substring("audio".length())),
        StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.flush(folder);
    DurableFiles.flush(folderOf(part));
    discard(part);
    if (found < expectedBytes) {
      throw new TruncatedRecordingException(expectedBytes, found);
    }
  }

  void discard(RecordingId id) throws IOException {
    DurableFiles.remove(recording.resolve(id.toString()));
  }

  void letGo(RecordingId id) {
    open.remove(id.toString());
  }

  private void forward(SpooledRecording message, Path to) throws IOException {
    var from = folderIn(captured, message);
    Files.setLastModifiedTime(from, FileTime.from(clock.instant()));
    DurableFiles.move(message.facts().recording().toString(), captured, to);
  }

  private List<SpooledRecording> messages(Path stage, Predicate<String> wanted) throws IOException {
    var messages = new ArrayList<SpooledRecording>();
    for (var name : names(stage)) {
      var folder = stage.resolve(name);
      if (!wanted.test(name)) {
        continue;
      }
      try {
        messages.add(new SpooledRecording(factsIn(folder), allAudioIn(folder)));
      } catch (NoSuchFileException | JsonProcessingException noFacts) {
        setAside(stage, name, noFacts);
      }
    }
    return messages;
  }

  /// @throws JsonProcessingException if they are unreadable for good; any other trouble may pass
  private static CallFacts factsIn(Path folder) throws IOException {
    byte[] written = Files.readAllBytes(folder.resolve("facts.json"));
    var facts = json.readValue(written, CallFacts.class);
    if (facts == null || !folder.endsWith(facts.recording().toString())) {
      throw new JsonMappingException(null, "these are not the facts of this message");
    }
    return facts;
  }

  /// A folder without readable facts was never accepted: the power went while it was made.
  private void setAside(Path stage, String name, IOException reason) throws IOException {
    if (Files.notExists(stage.resolve(name))) {
      return; // its call has just ended
    }
    if (Files.exists(audioIn(stage.resolve(name)))) {
      log.error(
          "recording quarantined recording={} reason=no-facts error=\"{}\"",
          name,
          reason.toString());
      DurableFiles.move(name, stage, quarantine);
    } else {
      log.warn("recording removed recording={} reason=empty", name);
      DurableFiles.remove(stage.resolve(name));
    }
  }

  /// The messages of a stage, oldest first: their ids sort by time.
  private static List<String> names(Path stage) throws IOException {
    try (var entries = Files.list(stage)) {
      return entries.filter(Files::isDirectory).map(it -> it.toFile().getName()).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Path folderIn(Path stage, SpooledRecording message) {
    return stage.resolve(message.facts().recording().toString());
  }

  /// Asterisk names its wideband WAV files `.wav16`; which of the two a call wrote shows on disk.
  private static Path audioIn(Path folder) {
    var wideband = folder.resolve("audio.wav16");
    return Files.exists(wideband) ? wideband : folder.resolve("audio.wav");
  }

  /// With what was added later: their names sort by time.
  private static List<Path> allAudioIn(Path folder) throws IOException {
    var all = new ArrayList<Path>();
    all.add(audioIn(folder));
    try (var entries = Files.list(folder)) {
      entries.filter(it -> it.toFile().getName().startsWith(PART)).sorted().forEach(all::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return all;
  }

  private static boolean isOurs(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException taken) {
      return false;
    }
  }
}
