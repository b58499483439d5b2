package io.voicepost.gateway.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final SpoolFolders folders;
  private final FileChannel lockFile;
  private final Clock clock;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final DelayQueue<QueuedMessage> due = new DelayQueue<>();

  private final UnfinishedSteps unfinished = new UnfinishedSteps();

  private Spool(Path folder, FileChannel lockFile, Clock clock) throws IOException {
    this.folders = SpoolFolders.create(folder);
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
      for (var message : spool.messages(spool.folders.captured(), _ -> true)) {
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
    open.add(facts.recording().toString());
    try {
      MessageFolder.of(folders.recording(), facts.recording()).create(facts);
      DurableFiles.flush(folders.recording());
    } catch (IOException e) {
      open.remove(facts.recording().toString());
      throw e;
    }
    facts.origin().call().ifPresent(call -> note(call, facts.recording()));
    return new OpenRecording(this, facts);
  }

  /// For [SpoolQueries#ofCall]: no message waits for it, and none is lost with it.
  private void note(CallId call, RecordingId message) {
    try {
      var messages = SharedFiles.folder(folders.calls().resolve(call.hex()));
      var one = SharedFiles.folder(messages.resolve(message.toString()));
      Files.setLastModifiedTime(one, FileTime.from(clock.instant()));
    } catch (IOException e) {
      log.warn("call note failed recording={} error=\"{}\"", message, e.toString());
    }
  }

  /// Messages whose call ended without a word, or whose gateway died: those in `recording/` that no
  /// call of this process has open. Asterisk may still be writing to them.
  public List<SpooledRecording> abandoned() throws IOException {
    return messages(folders.recording(), name -> !open.contains(name));
  }

  /// Takes up an abandoned message, to capture or discard it.
  public OpenRecording adopt(SpooledRecording abandoned) {
    open.add(abandoned.facts().recording().toString());
    return new OpenRecording(this, abandoned.facts());
  }

  /// Whether a message is on its way here: recorded by this process, or captured and not confirmed.
  public boolean holds(RecordingId id) {
    return open.contains(id.toString()) || Files.exists(folders.captured().resolve(id.toString()));
  }

  /// Where Asterisk puts what it records alone while the gateway is away.
  public Path fallbackFolder() {
    return folders.fallback();
  }

  /// The next message to publish, waiting for one for a while; empty if none came. It stays in line
  /// on disk until [#confirm], [#quarantine] or [#again].
  public Optional<SpooledRecording> take(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(due.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
        .map(QueuedMessage::message);
  }

  /// The post stands and can be played: nothing more is to be done, and the file goes in a day.
  public void confirm(SpooledRecording message) throws IOException {
    forward(message, folders.posted());
  }

  /// The message can never become a post. It is kept with the reason and blocks nobody.
  public void quarantine(SpooledRecording message, String reason) throws IOException {
    var file = folderOf(message).resolve("reason.txt");
    SharedFiles.file(Files.writeString(file, reason + "\n", StandardCharsets.UTF_8));
    forward(message, folders.quarantine());
  }

  /// Puts a message back in line, to be taken again after a while.
  public void again(SpooledRecording message, Duration delay) {
    due.add(QueuedMessage.in(message, delay));
  }

  /// How many messages are in line or being published; -1 if the disk does not say.
  public int backlog() {
    try {
      return SpoolFolders.names(folders.captured()).size();
    } catch (IOException e) {
      return -1;
    }
  }

  /// Asks the disk for a sign of life.
  ///
  /// @throws IOException if it does not answer or is all but full
  public void check() throws IOException {
    long free = Files.getFileStore(folders.recording()).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new IOException("the spool's disk has %d MB left".formatted(free >> 20));
    }
  }

  /// Removes what was confirmed more than a day ago, and what is remembered of older calls.
  public void sweep() throws IOException {
    sweep(folders.posted());
    for (var call : SpoolFolders.names(folders.calls())) {
      var messages = folders.calls().resolve(call);
      sweep(messages);
      if (SpoolFolders.names(messages).isEmpty()) {
        DurableFiles.remove(messages);
      }
    }
  }

  private void sweep(Path stage) throws IOException {
    var old = FileTime.from(clock.instant().minus(KEEP_POSTED));
    for (var name : SpoolFolders.names(stage)) {
      var folder = stage.resolve(name);
      if (Files.getLastModifiedTime(folder).compareTo(old) < 0) {
        DurableFiles.remove(folder);
      }
    }
  }

  /// Removes a confirmed message now, because its post was deleted.
  public void forget(RecordingId id) throws IOException {
    DurableFiles.remove(folders.posted().resolve(id.toString()));
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  SpoolFolders folders() {
    return folders;
  }

  /// Puts a captured message in line.
  void release(CallFacts facts) throws IOException {
    unfinished.run(facts.recording(), () -> due.add(QueuedMessage.now(captured(facts))));
  }

  /// The same when the disk is back.
  void releaseLater(CallFacts facts) {
    unfinished.later(facts.recording(), () -> release(facts));
  }

  private SpooledRecording captured(CallFacts facts) throws IOException {
    var folder = MessageFolder.of(folders.captured(), facts.recording());
    return new SpooledRecording(facts, folder.allAudio());
  }

  /// The steps that captured messages still need when their calls are over.
  UnfinishedSteps unfinished() {
    return unfinished;
  }

  /// Tries again what the disk refused when a call was over, so that no captured message waits for
  /// the next start.
  ///
  /// @throws IOException if it refused some again; the others are done
  public void finish() throws IOException {
    unfinished.runAll();
  }

  void letGo(RecordingId id) {
    open.remove(id.toString());
  }

  private Path folderOf(SpooledRecording message) {
    return folders.captured().resolve(message.facts().recording().toString());
  }

  private void forward(SpooledRecording message, Path to) throws IOException {
    Files.setLastModifiedTime(folderOf(message), FileTime.from(clock.instant()));
    DurableFiles.move(message.facts().recording().toString(), folders.captured(), to);
  }

  private List<SpooledRecording> messages(Path stage, Predicate<String> wanted) throws IOException {
    var messages = new ArrayList<SpooledRecording>();
    for (var name : SpoolFolders.names(stage)) {
      var folder = new MessageFolder(stage.resolve(name));
      if (!wanted.test(name)) {
        continue;
      }
      try {
        messages.add(new SpooledRecording(folder.facts(), folder.allAudio()));
      } catch (NoSuchFileException | JsonProcessingException noFacts) {
        setAside(stage, name, noFacts);
      }
    }
    return messages;
  }

  /// A folder without readable facts was never accepted: the power went while it was made.
  private void setAside(Path stage, String name, IOException reason) throws IOException {
    if (Files.notExists(stage.resolve(name))) {
      return; // its call has just ended
    }
    if (Files.exists(new MessageFolder(stage.resolve(name)).audio())) {
      log.error(
          "recording quarantined recording={} reason=no-facts error=\"{}\"",
          name,
          reason.toString());
      DurableFiles.move(name, stage, folders.quarantine());
    } else {
      log.warn("recording removed recording={} reason=empty", name);
      DurableFiles.remove(stage.resolve(name));
    }
  }

  private static boolean isOurs(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock() != null;
    } catch (OverlappingFileLockException taken) {
      return false;
    }
  }
}
