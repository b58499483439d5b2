package io.voicepost.gateway.replay;

import io.voicepost.gateway.spool.SharedFiles;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;

/// Makes a WAV of a stored rendition. Safe for many threads; more than a few at once wait for each
/// other.
final class ReplayMaker {
  /// Each holds a whole rendition in memory.
  private static final int AT_ONCE = 8;

  /// Messages are on the same disk, and come first: with less than this, nothing is made.
  private static final long LEAST_FREE_BYTES = 400L << 20;

  private final AudioStore audio;
  private final Transcoder transcoder;
  private final Semaphore room = new Semaphore(AT_ONCE, true);

  ReplayMaker(AudioStore audio, Transcoder transcoder) {
    this.audio = audio;
    this.transcoder = transcoder;
  }

  /// Makes the file `wav`, in one step.
  ///
  /// @throws NoSuchFileException the store has no such rendition
  /// @throws IOException a store or the disk does not answer, or the disk is all but full
  /// @throws UnplayableAudioException the rendition is not one of ours
  void make(StoredRendition rendition, Tempo tempo, int sampleRate, Path wav)
      throws IOException, UnplayableAudioException, InterruptedException {
    room.acquire();
    try {
      if (Files.getFileStore(folderOf(wav)).getUsableSpace() < LEAST_FREE_BYTES) {
        throw new IOException("the disk is too full to make what somebody wants to hear");
      }
      decode(fetched(rendition), tempo, sampleRate, wav);
    } finally {
      room.release();
    }
  }

  /// What is decoded in this process must be what we encoded, byte for byte.
  private ByteBuffer fetched(StoredRendition rendition) throws IOException {
    var key = rendition.key().value();
    var content = audio.get(rendition.key()).orElseThrow(() -> new NoSuchFileException(key));
    if (!sha256(content).equals(rendition.sha256())) {
      throw new IOException("the audio store gave other bytes than it was given for " + key);
    }
    return content;
  }

  private void decode(ByteBuffer content, Tempo tempo, int sampleRate, Path wav)
      throws IOException, UnplayableAudioException, InterruptedException {
    var source = beside(wav, ".source");
    var half = beside(wav, ".half");
    try {
      write(source, content);
      transcoder.replay(source, half, tempo, sampleRate);
      Files.move(SharedFiles.file(half), wav, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(source);
      Files.deleteIfExists(half);
    }
  }

  private static void write(Path file, ByteBuffer content) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SharedFiles.file(file);
      var rest = content.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  private static Path beside(Path wav, String ending) {
    return wav.resolveSibling(wav.getFileName() + ending);
  }

  private static Path folderOf(Path wav) {
    return wav.resolveSibling(".");
  }

  private static String sha256(ByteBuffer content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
