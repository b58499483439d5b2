package io.voicepost.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recording while its call lasts. Ends in [#capture] or [#discard]; closed with neither, it
/// waits in the spool to be adopted like one whose gateway died. For one thread.
public final class OpenRecording implements AutoCloseable {
  private final Spool spool;
  private final CallFacts facts;
  private final MessageFolder folder;

  OpenRecording(Spool spool, CallFacts facts) {
    this.spool = spool;
    this.facts = facts;
    this.folder = MessageFolder.of(spool.folders().recording(), facts.recording());
  }

  public CallFacts facts() {
    return facts;
  }

  /// Where Asterisk is to record: an absolute path without the extension, which Asterisk adds
  /// (`.wav` or `.wav16`). The folder exists, the file does not yet.
  public Path target() {
    return folder.target();
  }

  /// The WAV that Asterisk wrote, if it wrote one.
  public Path audio() {
    return folder.audio();
  }

  /// How much sound the WAV holds, without its header.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none
  public long bytes() throws IOException {
    return folder.soundBytes();
  }

  /// Moves a finished WAV here, in one step, from where Asterisk recorded it alone; it keeps its
  /// extension.
  public void take(Path wav) throws IOException {
    folder.moveIn(wav);
    DurableFiles.flush(spool.folders().fallback());
  }

  /// Accepts the message: when this returns, no crash and no power cut can lose it, and the
  /// publisher has it.
  ///
  /// @param expectedBytes how much sound was recorded, without the header
  /// @throws TruncatedRecordingException if the file holds less; what it holds was captured all the
  ///   same
  /// @throws IOException if it could not be flushed: it is not accepted, say nothing of *saved*
  public void capture(long expectedBytes) throws TruncatedRecordingException, IOException {
    long found = moveToCaptured();
    spool.release(facts);
    TruncatedRecordingException.check(expectedBytes, found);
  }

  /// As [#capture], but the publisher gets it only when its caller has decided, or is gone.
  public KeptRecording keep(long expectedBytes) throws TruncatedRecordingException, IOException {
    long found = moveToCaptured();
    if (found < expectedBytes) {
      spool.release(facts);
    }
    TruncatedRecordingException.check(expectedBytes, found);
    return new KeptRecording(spool, facts);
  }

  /// How much sound there is of what cannot be lost from here on.
  private long moveToCaptured() throws IOException {
    var id = facts.recording().toString();
    var folders = spool.folders();
    DurableFiles.flush(folder.audio());
    DurableFiles.flush(folder.path());
    long found = folder.soundBytes();
    try {
      DurableFiles.move(id, folders.recording(), folders.captured());
    } catch (IOException e) {
      if (Files.exists(folders.captured().resolve(id))) {
        // It moved and is not flushed: nobody may promise it, and it is a message all the same.
        spool.releaseLater(facts);
      }
      throw e;
    }
    return found;
  }

  /// Becomes a part of another message. Its own folder, without sound from then on, is nothing that
  /// anybody would adopt.
  ///
  /// @return how much sound it holds
  long moveInto(MessageFolder whole) throws IOException {
    long found = folder.soundBytes();
    whole.add(facts.recording(), folder);
    discard();
    return found;
  }

  /// Throws the recording away; nobody will hear of it again.
  public void discard() throws IOException {
    DurableFiles.remove(folder.path());
  }

  @Override
  public void close() {
    spool.letGo(facts.recording());
  }
}
