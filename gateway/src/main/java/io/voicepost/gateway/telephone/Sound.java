package io.voicepost.gateway.telephone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Speech as a phone sends it: encoded frames of 20 ms, the last of which is silence and no part of
/// the speech. Safe to share.
record Sound(List<byte[]> frames) {
  static final Duration FRAME = Duration.ofMillis(20);

  /// FFmpeg appends this much, so that the last frame is silence.
  private static final int PADDING_FRAMES = 10;

  private static final int G711_FRAME_BYTES = 160;

  Sound {
    frames = List.copyOf(frames);
  }

  /// How many frames the speech has.
  int spoken() {
    return frames.size() - 1;
  }

  byte[] silence() {
    return frames.getLast();
  }

  /// Encodes a file by the `ffmpeg` command.
  static Sound encode(Path speech, Codec codec, Duration longest)
      throws CannotCallException, IOException, InterruptedException {
    if (!Files.isRegularFile(speech)) {
      throw new CannotCallException("no such file: " + speech);
    }
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
    command.addAll(List.of("-t", longest.toSeconds() + "", "-i", speech.toString()));
    command.addAll(List.of("-map", "0:a:0", "-ac", "1", "-af", "apad=pad_dur=0.2"));
    command.addAll(codec.encoding());
    command.add("pipe:1");
    byte[] encoded = output(command);
    var frames = codec == Codec.OPUS ? OggPackets.of(encoded) : cut(encoded);
    if (frames.size() <= PADDING_FRAMES) {
      throw new CannotCallException("no sound that FFmpeg can read: " + speech);
    }
    frames.subList(frames.size() - PADDING_FRAMES, frames.size() - 1).clear();
    return new Sound(frames);
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
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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
