package io.voicepost.transcoder.ffmpeg;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avutil;

/// FFmpeg's calling conventions: negative return codes, and options as a dictionary.
final class FfmpegCalls {
  private static final int MESSAGE_BYTES = 256;

  private FfmpegCalls() {}

  /// The result of a call.
  ///
  /// @throws IOException there was no memory
  /// @throws IllegalStateException anything else: we called FFmpeg wrongly
  static int check(int result, String what) throws IOException {
    if (result >= 0) {
      return result;
    }
    String message = "FFmpeg, " + what + ": " + message(result);
    if (result == AVERROR_ENOMEM()) {
      throw new IOException(message);
    }
    throw new IllegalStateException(message);
  }

  /// FFmpeg's own words for a negative return code.
  static String message(int result) {
    byte[] reason = new byte[MESSAGE_BYTES];
    avutil.av_strerror(result, reason, reason.length);
    return new String(reason, StandardCharsets.UTF_8).replace("\0", "");
  }

  /// A call that takes options and removes from the dictionary those it knows.
  @FunctionalInterface
  interface WithOptions {
    int call(AVDictionary options);
  }

  /// Makes the call, and insists that FFmpeg knew every option.
  static void check(Map<String, String> options, String what, WithOptions call) throws IOException {
    AVDictionary dictionary = new AVDictionary(null);
    try {
      for (Map.Entry<String, String> option : options.entrySet()) {
        check(avutil.av_dict_set(dictionary, option.getKey(), option.getValue(), 0), what);
      }
      check(call.call(dictionary), what);
      if (avutil.av_dict_count(dictionary) != 0) {
        throw new IllegalStateException("FFmpeg, " + what + ": unknown option among " + options);
      }
    } finally {
      avutil.av_dict_free(dictionary);
    }
  }
}
