package io.voicepost.transcoder.ffmpeg;

import static io.voicepost.transcoder.ffmpeg.FfmpegCalls.check;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;

/// Hands PCM to an encoder frame by frame, at the encoder's rate: libswresample raises it where it
/// must, and else passes it through. Out come exactly as many samples as the source is long.
final class PcmFeed {
  private static final int CHUNK = 1024;

  private final ShortBuffer source;
  private final int ratio;
  private final SwrContext resampler;
  private final ShortPointer chunk;
  private final short[] staging = new short[CHUNK];
  private long left;

  /// `rate` is a multiple of `sourceRate`. Lives as long as `memory`.
  PcmFeed(ShortBuffer samples, int sourceRate, int rate, AVChannelLayout mono, NativeMemory memory)
      throws IOException {
    if (rate % sourceRate != 0) {
      throw new IllegalArgumentException(sourceRate + " Hz does not divide " + rate + " Hz");
    }
    source = samples.duplicate();
    ratio = rate / sourceRate;
    left = (long) source.remaining() * ratio;
    int format = avutil.AV_SAMPLE_FMT_S16;
    SwrContext context = new SwrContext(null);
    check(
        swresample.swr_alloc_set_opts2(
            context, mono, format, rate, mono, format, sourceRate, 0, null),
        "resampler");
    resampler = memory.own(context, "resampler", swresample::swr_free);
    check(swresample.swr_init(resampler), "resampler");
    chunk =
        new ShortPointer(
            memory.own(avutil.av_malloc(CHUNK * Short.BYTES), "chunk", avutil::av_free));
  }

  /// Writes the next `capacity` samples, fewer at the end.
  ///
  /// @return how many; 0 after the last
  int fill(BytePointer frame, int capacity) throws IOException {
    int wanted = (int) Math.min(capacity, left);
    int done = 0;
    while (done < wanted) {
      int count = Math.min(CHUNK, (wanted - done + ratio - 1) / ratio);
      BytePointer in = new BytePointer(next(count));
      BytePointer out = frame.position((long) done * Short.BYTES);
      done += check(swresample.swr_convert(resampler, out, wanted - done, in, count), "resample");
    }
    frame.position(0);
    left -= done;
    return done;
  }

  /// The next `count` samples of the source, followed by the silence that pushes the resampler's
  /// delay out at the end.
  private ShortPointer next(int count) {
    int present = Math.min(count, source.remaining());
    source.get(staging, 0, present);
    Arrays.fill(staging, present, count, (short) 0);
    return chunk.put(staging, 0, count);
  }
}
