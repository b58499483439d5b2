package io.voicepost.transcoder;

import io.voicepost.transcoder.ffmpeg.DecodeUpload;
import io.voicepost.transcoder.ffmpeg.DecoderProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Makes a WAV, such as a call would have recorded, of a file that a stranger sent.
///
/// The file is decoded in a process of its own, under the limits of [UploadLimits] and without our
/// environment: whatever it does to FFmpeg, this process lives on. Only the WAV comes back, and it
/// counts only if [WavAudio] accepts it. Callers may be virtual threads. Thread-safe.
public final class UploadDecoder {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /// Less sound than this is no voice; a hum or one word is.
  private static final Duration LEAST_SOUND = Duration.ofMillis(300);

  private static final int LONGEST_DETAIL = 200;
  private static final int SIGNALLED = 128;

  /// Where the shell cannot set one of the limits, nothing is decoded.
  private static final String LIMITED =
      """
      set -e; ulimit -c 0; ulimit -n 64
      ulimit -d "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"\
      """;

  private static final int BLOCK_BYTES = 512; // POSIX, `ulimit -f`

  private final UploadLimits limits;
  private final Semaphore room;
  private final Path java;

  /// Decodes so many uploads at once; further callers wait.
  public UploadDecoder(UploadLimits limits, int atOnce) {
    this(limits, atOnce, Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  UploadDecoder(UploadLimits limits, int atOnce, Path java) {
    this.limits = limits;
    this.room = new Semaphore(atOnce, true);
    this.java = java;
  }

  /// Decodes the first sound in `upload` to a new file `wav`, which is there only if this returns.
  ///
  /// @return how long it is
  /// @throws RefusedUploadException no voice can be made of it
  /// @throws IOException the decoder could not be started or the WAV not be written, or so many
  ///   others were before us that it was not our turn in time
  /// @throws InterruptedException the caller was interrupted; the decoder is killed
  public Duration decode(Path upload, Path wav)
      throws RefusedUploadException, IOException, InterruptedException {
    check(upload);
    if (!room.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the decoder was busy for " + limits.patience());
    }
    boolean done = false;
    try {
      run(upload, wav);
      Duration duration = heard(wav);
      done = true;
      return duration;
    } finally {
      room.release();
      if (!done) {
        Files.deleteIfExists(wav);
      }
    }
  }

  private void check(Path upload) throws RefusedUploadException, IOException {
    if (!Files.isRegularFile(upload)) {
      throw new RefusedUploadException(Refusal.UNREADABLE, "it is not a regular file");
    }
    long bytes = Files.size(upload);
    if (bytes > limits.bytes()) {
      throw new RefusedUploadException(
          Refusal.TOO_BIG, bytes + " bytes, at most " + limits.bytes());
    }
    if (bytes == 0) {
      throw new RefusedUploadException(Refusal.NOT_AUDIO, "it is empty");
    }
  }

  private void run(Path upload, Path wav)
      throws RefusedUploadException, IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "decoder"));
    command.add(Long.toString(limits.memory() >> 10));
    command.add(Long.toString(limits.processor().toSeconds()));
    command.add(Long.toString(limits.writtenBytes() / BLOCK_BYTES));
    command.add(java.toString());
    command.addAll(DecoderProcess.arguments(upload, wav, limits.longest()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedUploadException(Refusal.UNREADABLE, "not done in " + limits.patience());
      }
      judge(process.exitValue(), said(process));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void judge(int exitCode, String said) throws RefusedUploadException, IOException {
    if (exitCode == DecodeUpload.FINE) {
      return;
    }
    if (exitCode > SIGNALLED) {
      throw new RefusedUploadException(
          Refusal.UNREADABLE, "it ended its decoder by signal " + (exitCode - SIGNALLED));
    }
    Optional<Refusal> refusal =
        Arrays.stream(Refusal.values()).filter(it -> it.exitCode() == exitCode).findFirst();
    if (refusal.isPresent()) {
      throw new RefusedUploadException(refusal.get(), said);
    }
    throw new IOException("the decoder failed (" + exitCode + "): " + said);
  }

  /// What it printed, for a log: one line, and of nothing but printable ASCII. Read after its end;
  /// if it prints more than a pipe holds, it runs into the limit of time.
  private static String said(Process process) throws IOException {
    byte[] output = process.getInputStream().readNBytes(LONGEST_DETAIL);
    return new String(output, StandardCharsets.US_ASCII).strip().replaceAll("[^ -~]+", " ");
  }

  /// The decoder's word is not enough.
  private Duration heard(Path wav) throws RefusedUploadException, IOException {
    WavAudio audio;
    try {
      audio = WavAudio.read(wav);
    } catch (UnplayableAudioException e) {
      throw new RefusedUploadException(Refusal.UNREADABLE, "decoded: " + e.getMessage());
    }
    if (audio.duration().compareTo(limits.longest().plus(UploadLimits.GRACE)) > 0) {
      throw new RefusedUploadException(Refusal.TOO_LONG, audio.duration().toString());
    }
    if (audio.duration().compareTo(SHORTEST) < 0) {
      throw new RefusedUploadException(Refusal.TOO_SHORT, audio.duration().toString());
    }
    if (audio.sound().compareTo(LEAST_SOUND) < 0) {
      throw new RefusedUploadException(Refusal.SILENT, audio.sound() + " of sound");
    }
    return audio.duration();
  }
}
