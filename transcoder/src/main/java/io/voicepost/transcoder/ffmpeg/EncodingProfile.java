package io.voicepost.transcoder.ffmpeg;

import java.util.Map;

/// How PCM of one sample rate becomes one file: FFmpeg's names for encoder, sample format (16
/// bits), container and options.
///
/// `sampleRate` is what the encoder works at, in Hz; `bitRate` in bits a second. Sound is mono.
public record EncodingProfile(
    String encoder,
    String sampleFormat,
    String container,
    int sampleRate,
    int bitRate,
    Map<String, String> encoderOptions,
    Map<String, String> containerOptions) {
  public EncodingProfile {
    encoderOptions = Map.copyOf(encoderOptions);
    containerOptions = Map.copyOf(containerOptions);
  }

  /// MP3 for everyone. MPEG-2 begins at 16 kHz; below that is MPEG-2.5, an extension that not every
  /// player has, so telephone sound of 8 kHz is raised to 16 kHz.
  public static EncodingProfile mp3(int sourceRate) {
    int sampleRate = Math.max(sourceRate, 16000);
    return new EncodingProfile(
        "libmp3lame",
        // 16 bits, as they come; "planar" says nothing with one channel, but LAME wants it said.
        "s16p",
        "mp3",
        sampleRate,
        // Constant, so that a player finds any second by arithmetic. Twice what is needed to
        // understand speech; wideband has twice the sound to keep, and music comes at 48 kHz.
        switch (sourceRate) {
          case 8000 -> 32_000;
          case 16000 -> 48_000;
          case 24000 -> 56_000;
          default -> 80_000;
        },
        // LAME's own default: 2 takes twice the time, and speech sounds the same.
        Map.of("compression_level", "5"),
        Map.of(
            // No ID3 tag: we have nothing to say in it.
            "id3v2_version", "0",
            // The Info frame: without it players guess the length and play the encoder's padding.
            "write_xing", "1"));
  }

  /// Opus for those who can play it. libopus takes 8, 16, 24 and 48 kHz as they are and needs not
  /// guess what the sound contains.
  public static EncodingProfile opus(int sourceRate) {
    return new EncodingProfile(
        "libopus",
        "s16",
        "ogg",
        sourceRate,
        // The sweet spots for speech are 8-12 kb/s narrowband, 16-20 wideband, 28-40 fullband
        // (RFC 6716, 2.1.1); a little more than their upper end, for the noise around a phone.
        switch (sourceRate) {
          case 8000 -> 16_000;
          case 16000 -> 24_000;
          case 24000 -> 32_000;
          default -> 48_000;
        },
        Map.of(
            // It is speech: favour being understood.
            "application", "voip",
            // Spend bits where the voice is.
            "vbr", "on",
            // The longest packet: nobody waits for it as in a call, and fewer cost less to make and
            // to carry.
            "frame_duration", "60",
            // libopus's complexity, 0 to 10: 10 takes twice the time for a difference that speech
            // at these rates does not show.
            "compression_level", "5"),
        Map.of());
  }
}
