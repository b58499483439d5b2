package io.voicepost.gateway.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A message that is safe while its caller decides what becomes of it. Closed undecided, as when
/// the caller hangs up, it goes the way that its facts say; so it does after a crash. For one
/// thread.
public final class KeptRecording implements AutoCloseable {
  private final Spool spool;
  private final MessageFolder folder;
  private CallFacts facts;
  private boolean decided;

  KeptRecording(Spool spool, CallFacts facts) {
    this.spool = spool;
    this.facts = facts;
    this.folder = MessageFolder.of(spool.folders().captured(), facts.recording());
  }

  public CallFacts facts() {
    return facts;
  }

  /// What was recorded, in the order of speaking.
  public List<Path> audio() throws IOException {
    return folder.allAudio();
  }

  /// Adds what was recorded after it, in one step: a crash leaves two messages or one that is
  /// whole.
  ///
  /// @param expectedBytes how much sound was recorded, without the header
  /// @throws TruncatedRecordingException if its file holds less; what it holds was added all the
  ///   same
  /// @throws IOException if it is not added; then it is still a message of its own
  public void add(OpenRecording more, long expectedBytes)
      throws TruncatedRecordingException, IOException {
    TruncatedRecordingException.check(expectedBytes, more.moveInto(folder));
  }

  /// Sends it its way. Not twice.
  ///
  /// @throws IOException if that could not be written down; then it goes the way its facts say, and
  ///   where the disk refuses that, too, it goes when the disk is back
  public void decide(Disposition disposition) throws IOException {
    decided = true;
    try {
      var decidedFacts = facts.to(disposition);
      folder.rewrite(decidedFacts);
      facts = decidedFacts;
    } finally {
      if (facts.disposition() == Disposition.DROP) {
        drop();
      } else {
        spool.release(facts);
      }
    }
  }

  /// What is half gone when the power goes must not be published: it goes where the sweep finds it.
  private void drop() throws IOException {
    var folders = spool.folders();
    spool
        .unfinished()
        .run(
            facts.recording(),
            () -> {
              DurableFiles.move(facts.recording().toString(), folders.captured(), folders.posted());
              DurableFiles.remove(folders.posted().resolve(facts.recording().toString()));
            });
  }

  @Override
  public void close() throws IOException {
    if (!decided) {
      decide(facts.disposition());
    }
  }
}
