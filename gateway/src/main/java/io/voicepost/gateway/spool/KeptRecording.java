package io.voicepost.gateway.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A message that is safe while its caller decides what becomes of it. Closed undecided, as when
/// the caller hangs up, it goes the way that its facts say; so it does after a crash. For one
/// thread.
public final class KeptRecording implements AutoCloseable {
  private final Spool spool;
  private CallFacts facts;
  private boolean decided;

  KeptRecording(Spool spool, CallFacts facts) {
    this.spool = spool;
    this.facts = facts;
  }

  public CallFacts facts() {
    return facts;
  }

  /// What was recorded, in the order of speaking.
  public List<Path> audio() throws IOException {
    return spool.kept(facts).audio();
  }

  /// Adds what was recorded after it, in one step: a crash leaves two messages or one that is
  /// whole.
  ///
  /// @param expectedBytes how much sound was recorded, without the header
  /// @throws CutShortException if its file holds less; what it holds was added all the same
  /// @throws IOException if it is not added; then it is still a message of its own
  public void add(OpenRecording more, long expectedBytes)
      throws TruncatedRecordingException, IOException {
    spool.add(facts, more.facts().recording(), expectedBytes);
  }

  /// Sends it its way. Not twice.
  ///
  /// @throws IOException if that could not be written down; then it goes the way its facts say, and
  ///   where the disk refuses that, too, it goes when the disk is back
  public void decide(Disposition disposition) throws IOException {
    decided = true;
    try {
      facts = spool.rewrite(facts.to(disposition));
    } finally {
      if (facts.disposition() == Disposition.DROP) {
        spool.drop(facts);
      } else {
        spool.release(facts);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!decided) {
      decide(facts.disposition());
    }
  }
}
