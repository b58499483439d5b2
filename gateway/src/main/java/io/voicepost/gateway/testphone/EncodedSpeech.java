package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Speech as a phone sends it: encoded frames of 20 ms, the last of which is silence and no part of
/// the speech. Safe to share.
record EncodedSpeech(List<byte[]> frames) {
  static final Duration FRAME = Duration.ofMillis(20);

  /// FFmpeg appends this much, so that the last frame is silence.
  private static final int PADDING_FRAMES = 10;

  private static final int G711_FRAME_BYTES = 160;

  EncodedSpeech {
    frames = List.copyOf(frames);
  }

  /// How many frames the speech has.
  int spoken() {
    return frames.size() - 1;
  }

  byte[] silence() {
    return frames.getLast();
  }

  /// Encodes a file by the `ffmpeg` command; without one there is silence alone.
  static EncodedSpeech encode(Optional<Path> speech, Codec codec, Duration longest)
      throws CannotCallException, IOException, InterruptedException {
    var missing = speech.filter(file -> !Files.isRegularFile(file));
    if (missing.isPresent()) {
      throw new CannotCallException("no such file: " + missing.get());
    }
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
    command.addAll(
        speech
            .map(file -> List.of("-t", longest.toSeconds() + "", "-i", file.toString()))
            .orElse(List.of("-f", "lavfi", "-t", "0.02", "-i", "anullsrc=r=48000:cl=mono")));
    command.addAll(List.of("-map", "0:a:0", "-ac", "1", "-af", "apad=pad_dur=0.2"));
    command.addAll(codec.encoding());
    command.add("pipe:1");
    byte[] encoded = output(command);
    var frames = codec == Codec.OPUS ? OggPackets.of(encoded) : cut(encoded);
    if (frames.size() <= PADDING_FRAMES) {
      throw new CannotCallException("no sound that FFmpeg can read: " + speech.orElse(Path.of("")));
    }
    int spoken = speech.isPresent() ? frames.size() - PADDING_FRAMES : 0;
    frames.subList(spoken, frames.size() - 1).clear();
    return new EncodedSpeech(frames);
  }

  /// G.722 has as many bytes a frame as G.711.
  private static List<byte[]> cut(byte[] encoded) {
    var frames = new ArrayList<byte[]>();
    for (int at = 0; at + G711_FRAME_BYTES <= encoded.length; at += G711_FRAME_BYTES) {
      frames.add(Arrays.copyOfRange(encoded, at, at + G711_FRAME_BYTES));
    }
    return frames;
  }

  private static byte[] output(List<String> command)
      throws CannotCallException, IOException, InterruptedException {
    Process process;
    try {
      process = ChildProcess.start(command);
    } catch (IOException e) {
      throw new CannotCallException("ffmpeg is missing: apt-get install ffmpeg");
    }
    try (var out = process.getInputStream()) {
      byte[] bytes = out.readAllBytes();
      process.waitFor();
      return bytes;
    } finally {
      process.destroyForcibly();
    }
  }
}
