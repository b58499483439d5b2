package io.voicepost.gateway.testphone;

import java.io.IOException;

/// Makes sound at [ReceivedAudio#RATE] of what comes in one codec, in order. It never blocks. For
/// one thread.
sealed interface RtpDecoder extends AutoCloseable permits G711Codec, FfmpegDecoder {
  void put(byte[] payload) throws IOException;

  /// What has been decoded since the last time; not everything that was put, perhaps.
  short[] take();

  /// Waits for the rest, which [#take] then has; nothing can be put any more.
  @Override
  void close() throws IOException;

  static RtpDecoder of(Codec codec) throws IOException {
    return codec.isG711() ? new G711Codec(codec) : new FfmpegDecoder(codec);
  }
}
