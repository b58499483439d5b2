package io.voicepost.gateway.testphone;

import java.util.List;

/// How a phone sends its sound: the payload types of RFC 3551, and RFC 7587 for Opus.
public enum Codec {
  PCMU(0, "PCMU/8000", 160, "-ar 8000 -c:a pcm_mulaw -f mulaw", ""),
  PCMA(8, "PCMA/8000", 160, "-ar 8000 -c:a pcm_alaw -f alaw", ""),
  /// Samples at 16 kHz; its RTP clock says 8 kHz by an old mistake that the standard keeps.
  G722(9, "G722/8000", 160, "-ar 16000 -c:a g722 -f g722", "-f g722 -raw_packet_size 160"),
  OPUS(
      107,
      "opus/48000/2",
      960,
      "-ar 48000 -c:a libopus -b:a 24k -application voip -f ogg",
      "-f ogg");

  private final int payloadType;
  private final String mapping;
  private final int ticksPerFrame;
  private final String encoding;
  private final String decoding;

  Codec(int payloadType, String mapping, int ticksPerFrame, String encoding, String decoding) {
    this.payloadType = payloadType;
    this.mapping = mapping;
    this.ticksPerFrame = ticksPerFrame;
    this.encoding = encoding;
    this.decoding = decoding;
  }

  int payloadType() {
    return payloadType;
  }

  /// What the SDP's `rtpmap` line calls it.
  String mapping() {
    return mapping;
  }

  /// RTP clock ticks in a frame of 20 ms.
  int ticksPerFrame() {
    return ticksPerFrame;
  }

  /// The RTP clock's rate, which the keys share.
  int clockRate() {
    return ticksPerFrame * 50;
  }

  /// The options that make FFmpeg write it.
  List<String> encoding() {
    return List.of(encoding.split(" "));
  }

  /// The options that make FFmpeg read it from a pipe; none for those that need no FFmpeg.
  List<String> decoding() {
    return List.of(decoding.split(" "));
  }

  /// How many samples at [ReceivedAudio#RATE] a payload becomes.
  int samples(byte[] payload) {
    return this == OPUS ? OggOpus.ticks(payload) / 6 : payload.length;
  }

  /// Whether what comes back can be listened to without a decoder of its own.
  boolean isG711() {
    return this == PCMU || this == PCMA;
  }
}
