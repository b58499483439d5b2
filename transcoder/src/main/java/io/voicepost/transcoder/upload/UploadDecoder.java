package io.voicepost.transcoder.upload;

import io.voicepost.transcoder.fence.ExitStatus;
import io.voicepost.transcoder.fence.Fence;
import io.voicepost.transcoder.fence.FenceException;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import io.voicepost.transcoder.sound.WavWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Makes a WAV, such as a call would have recorded, of a file that a stranger sent.
///
/// FFmpeg's commands read the file behind a [Fence], under the limits of [UploadLimits]: whatever
/// it does to them, they can only say PCM. Where the fence cannot be put up nothing is decoded.
/// Callers may be virtual threads. Thread-safe.
public final class UploadDecoder {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /// Less sound than this is no voice; a hum or one word is.
  private static final Duration LEAST_SOUND = Duration.ofMillis(300);

  private static final int LONGEST_DESCRIPTION = 16 << 10;

  /// `ffmpeg -max_error_rate`: more damaged frames than this are no sound.
  private static final String MOST_DAMAGED = "0.5";

  /// Samples in one packet: FLAC's most is 65,535, a packet of PCM has a few thousand.
  private static final String MOST_SAMPLES = "262144";

  private static final int BLOCK = 1 << 14;
  private static final String NO_MEMORY = "Cannot allocate memory";

  private final UploadLimits limits;
  private final Semaphore room;
  private final List<String> probe;
  private final List<String> decode;

  /// Decodes so many uploads at once; further callers wait.
  public UploadDecoder(UploadLimits limits, int atOnce) {
    this(limits, atOnce, List.of("ffprobe"), List.of("ffmpeg"));
  }

  /// @param probe says what there is in a file: a command and what stands before its arguments
  /// @param decode writes PCM
  UploadDecoder(UploadLimits limits, int atOnce, List<String> probe, List<String> decode) {
    this.limits = limits;
    this.room = new Semaphore(atOnce, true);
    this.probe = probe;
    this.decode = decode;
  }

  /// Which FFmpeg decodes, for the log.
  ///
  /// @throws FenceException uploads cannot be decoded on this machine; the message says what is
  ///   missing
  public String check() throws IOException, InterruptedException {
    var said = new StringBuilder();
    var exitStatus =
        Fence.<IOException>run(
            Fence.command(decode.getFirst()),
            List.of("-version"),
            List.of(),
            limits.decoder(),
            output -> said.append(text(output)));
    if (!exitStatus.well()) {
      throw new FenceException("the decoder does not run behind its fence: " + exitStatus.reason());
    }
    return said.toString().lines().findFirst().orElse("").replaceFirst(" Copyright.*", "");
  }

  /// Decodes the first sound in `upload` to a new file `wav`, which is there only if this returns.
  ///
  /// @return how long it is
  /// @throws RefusedUploadException no voice can be made of it
  /// @throws FenceException this machine has no fence for the decoder
  /// @throws IOException the decoder could not be started or the WAV not be written, or so many
  ///   others were before us that it was not our turn in time
  /// @throws InterruptedException the caller was interrupted; the decoder is killed
  public Duration decode(Path upload, Path wav)
      throws RefusedUploadException, IOException, InterruptedException {
    check(upload);
    var patience = limits.decoder().patience();
    if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the decoder was busy for " + patience);
    }
    boolean done = false;
    try {
      decode(upload, sound(upload), wav);
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
      throw new RefusedUploadException(UploadRefusal.UNREADABLE, "it is not a regular file");
    }
    long bytes = Files.size(upload);
    if (bytes > limits.bytes()) {
      throw new RefusedUploadException(
          UploadRefusal.TOO_BIG, bytes + " bytes, at most " + limits.bytes());
    }
    if (bytes == 0) {
      throw new RefusedUploadException(UploadRefusal.NOT_AUDIO, "it is empty");
    }
  }

  private ProbedStream sound(Path upload)
      throws RefusedUploadException, IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("-v", "error"));
    arguments.addAll(ProbedStream.inputOptions());
    arguments.addAll(
        List.of("-show_entries", "stream=index,codec_type,codec_name,sample_rate,channels"));
    arguments.addAll(List.of("-of", "compact", "-i", address(upload)));
    var described = new StringBuilder();
    var exitStatus =
        run(probe, arguments, List.of(upload), output -> described.append(text(output)));
    if (!exitStatus.well()) {
      boolean dear =
          !exitStatus.inTime() || exitStatus.killed() || exitStatus.said().contains(NO_MEMORY);
      throw new RefusedUploadException(
          dear ? UploadRefusal.UNREADABLE : UploadRefusal.NOT_AUDIO, exitStatus.reason());
    }
    return ProbedStream.first(described.toString());
  }

  private void decode(Path upload, ProbedStream sound, Path wav)
      throws RefusedUploadException, IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("-nostdin", "-v", "error", "-threads", "1"));
    arguments.addAll(List.of("-max_error_rate", MOST_DAMAGED, "-max_samples", MOST_SAMPLES));
    arguments.addAll(ProbedStream.inputOptions());
    arguments.addAll(List.of("-codec_whitelist", ProbedStream.DECODERS));
    arguments.addAll(List.of("-i", address(upload), "-map", "0:" + sound.index()));
    arguments.addAll(List.of("-ac", "1", "-ar", "" + sound.rateOfWav(), "-f", "s16le", "pipe:1"));
    try (var writer = WavWriter.create(wav, limits.longest())) {
      writer.sampleRate(sound.rateOfWav());
      var exitStatus = run(decode, arguments, List.of(upload), output -> write(output, writer));
      if (!exitStatus.well()) {
        throw new RefusedUploadException(UploadRefusal.UNREADABLE, exitStatus.reason());
      }
      if (writer.finish() == 0) {
        throw new RefusedUploadException(
            UploadRefusal.UNREADABLE, "no sound: " + exitStatus.said());
      }
    }
  }

  private ExitStatus run(
      List<String> command,
      List<String> arguments,
      List<Path> readable,
      Fence.Output<RefusedUploadException> output)
      throws RefusedUploadException, IOException, InterruptedException {
    var all = new ArrayList<>(command.subList(1, command.size()));
    all.addAll(arguments);
    return Fence.run(Fence.command(command.getFirst()), all, readable, limits.decoder(), output);
  }

  /// As FFmpeg's protocol `file` takes it, whatever the path begins with.
  private static String address(Path upload) {
    return "file:" + upload.toAbsolutePath();
  }

  private static String text(InputStream output) throws IOException {
    return new String(output.readNBytes(LONGEST_DESCRIPTION), StandardCharsets.UTF_8);
  }

  private void write(InputStream pcm, WavWriter writer) throws IOException, RefusedUploadException {
    byte[] block = new byte[BLOCK];
    int bytes = pcm.readNBytes(block, 0, BLOCK);
    while (bytes >= Short.BYTES) {
      if (!writer.write(ByteBuffer.wrap(block, 0, bytes - bytes % Short.BYTES))) {
        throw new RefusedUploadException(
            UploadRefusal.TOO_LONG, "more than " + limits.longest().toSeconds() + " s");
      }
      bytes = pcm.readNBytes(block, 0, BLOCK);
    }
  }

  /// The decoder's word is not enough.
  private Duration heard(Path wav) throws RefusedUploadException, IOException {
    WavAudio audio;
    try {
      audio = WavAudio.read(wav);
    } catch (UnplayableAudioException e) {
      throw new RefusedUploadException(UploadRefusal.UNREADABLE, "decoded: " + e.getMessage());
    }
    if (audio.duration().compareTo(limits.longest().plus(WavWriter.GRACE)) > 0) {
      throw new RefusedUploadException(UploadRefusal.TOO_LONG, audio.duration().toString());
    }
    if (audio.duration().compareTo(SHORTEST) < 0) {
      throw new RefusedUploadException(UploadRefusal.TOO_SHORT, audio.duration().toString());
    }
    if (audio.sound().compareTo(LEAST_SOUND) < 0) {
      throw new RefusedUploadException(UploadRefusal.SILENT, audio.sound() + " of sound");
    }
    return audio.duration();
  }
}
