package io.voicepost.transcoder.ffmpeg;

import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/// Makes mono PCM of 16 bits of whatever frames come, at the lowest rate that a WAV of ours can
/// have and that keeps all that the first frame can hold.
final class Downmix implements FrameSink {
  private static final List<Integer> RATES = List.of(8_000, 16_000, 24_000, 48_000);

  private final WavWriter writer;
  private final SwrContext resampler;
  private final AVFrame out;
  private int rate;

  Downmix(WavWriter writer, NativeMemory memory) throws IOException {
    this.writer = writer;
    resampler = memory.own(swresample.swr_alloc(), "resampler", swresample::swr_free);
    out = memory.own(avutil.av_frame_alloc(), "frame", avutil::av_frame_free);
  }

  @Override
  public void add(AVFrame frame) throws IOException, RefusedException {
    AVChannelLayout layout = frame.ch_layout();
    ForeignFile.checkShape(frame.sample_rate(), layout.nb_channels());
    if (layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
      avutil.av_channel_layout_default(layout, layout.nb_channels());
    }
    if (rate == 0) {
      rate = rateFor(frame.sample_rate());
      writer.sampleRate(rate);
    }
    int result = convert(frame);
    if (result == avutil.AVERROR_INPUT_CHANGED) {
      // Chained files may go on in another rate. What the resampler held back ends what was.
      finish();
      swresample.swr_close(resampler);
      result = convert(frame);
    }
    Decoder.readable(result, "resample");
    write();
  }

  @Override
  public void finish() throws IOException, RefusedException {
    if (swresample.swr_is_initialized(resampler) != 0) {
      Decoder.readable(convert(null), "resample");
      write();
    }
  }

  private int convert(@Nullable AVFrame frame) {
    avutil.av_frame_unref(out);
    out.format(avutil.AV_SAMPLE_FMT_S16).sample_rate(rate);
    avutil.av_channel_layout_default(out.ch_layout(), 1);
    return swresample.swr_convert_frame(resampler, out, frame);
  }

  private void write() throws IOException, RefusedException {
    int count = out.nb_samples();
    if (count > 0) {
      BytePointer data = out.data(0);
      writer.write(data.capacity((long) count * Short.BYTES).asByteBuffer());
    }
  }

  private static int rateFor(int source) {
    return RATES.stream().filter(it -> it >= source).findFirst().orElse(RATES.getLast());
  }
}
