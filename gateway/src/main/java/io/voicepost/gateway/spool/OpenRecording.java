package io.voicepost.gateway.spool;

import java.io.IOException;
import java.nio.file.Path;

/// A recording while its call lasts. Ends in [#capture] or [#discard]; closed with neither, it
/// waits in the spool to be adopted like one whose gateway died. For one thread.
public final class OpenRecording implements AutoCloseable {
  private final Spool spool;
  private final CallFacts facts;

  OpenRecording(Spool spool, CallFacts facts) {
    this.spool = spool;
    this.facts = facts;
  }

  public CallFacts facts() {
    return facts;
  }

  /// Where Asterisk is to record: an absolute path without the extension, which Asterisk adds
  /// (`.wav` or `.wav16`). The folder exists, the file does not yet.
  public Path target() {
    return spool.folderOf(facts.recording()).resolve("audio");
  }

  /// The WAV that Asterisk wrote, if it wrote one.
  public Path audio() {
    return spool.audioOf(facts.recording());
  }

  /// How much sound the WAV holds, without its header.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none
  public long bytes() throws IOException {
    return spool.soundBytes(facts.recording());
  }

  /// Moves a finished WAV here, in one step, from wherever it was recorded on this file system; it
  /// keeps its extension.
  public void take(Path wav) throws IOException {
    spool.moveIn(facts.recording(), wav);
  }

  /// Accepts the message: when this returns, no crash and no power cut can lose it, and the
  /// publisher has it.
  ///
  /// @param expectedBytes how much sound was recorded, without the header
  /// @throws CutShortException if the file holds less; what it holds was captured all the same
  /// @throws IOException if it could not be flushed: it is not accepted, say nothing of *saved*
  public void capture(long expectedBytes) throws TruncatedRecordingException, IOException {
    spool.capture(facts, expectedBytes);
  }

  /// As [#capture], but the publisher gets it only when its caller has decided, or is gone.
  public KeptRecording keep(long expectedBytes) throws TruncatedRecordingException, IOException {
    return spool.keep(facts, expectedBytes);
  }

  /// Throws the recording away; nobody will hear of it again.
  public void discard() throws IOException {
    spool.discard(facts.recording());
  }

  @Override
  public void close() {
    spool.letGo(facts.recording());
  }
}
