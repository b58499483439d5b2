package io.voicepost.transcoder.ffmpeg;

import static io.voicepost.transcoder.ffmpeg.FfmpegCalls.check;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.WavWriter;
import java.io.IOException;
import org.bytedeco.ffmpeg.avfilter.AVFilter;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/// Makes PCM of 16 bits of mono frames, at one rate and in one tempo, by FFmpeg's libavfilter.
final class TempoFilter implements FrameSink {
  private final WavWriter writer;
  private final Tempo tempo;
  private final int sampleRate;
  private final NativeMemory memory;
  private final AVFrame out;
  private @Nullable FilterEnds filterEnds;

  /// Where frames go into the graph, and where they come out.
  private record FilterEnds(AVFilterContext source, AVFilterContext sink) {}

  /// @param sampleRate of the WAV, in Hz
  TempoFilter(WavWriter writer, Tempo tempo, int sampleRate, NativeMemory memory)
      throws IOException {
    this.writer = writer;
    this.tempo = tempo;
    this.sampleRate = sampleRate;
    this.memory = memory;
    this.out = memory.own(avutil.av_frame_alloc(), "frame", avutil::av_frame_free);
    writer.sampleRate(sampleRate);
  }

  @Override
  public void add(AVFrame frame) throws IOException, DecodeException {
    if (frame.ch_layout().nb_channels() != 1) {
      throw new DecodeException("it has " + frame.ch_layout().nb_channels() + " channels");
    }
    FilterEnds graph = filterEnds;
    if (graph == null) {
      graph = graphFor(frame);
      filterEnds = graph;
    }
    RenditionDecoder.readable(avfilter.av_buffersrc_add_frame(graph.source(), frame), "filter");
    write(graph);
  }

  @Override
  public void finish() throws IOException, DecodeException {
    FilterEnds graph = filterEnds;
    if (graph != null) {
      check(avfilter.av_buffersrc_add_frame(graph.source(), null), "end of filter");
      write(graph);
    }
  }

  private FilterEnds graphFor(AVFrame first) throws IOException {
    AVFilterGraph graph =
        memory.own(avfilter.avfilter_graph_alloc(), "filter graph", avfilter::avfilter_graph_free);
    // Messages are decoded side by side already.
    graph.nb_threads(1);
    int rate = first.sample_rate();
    String format = avutil.av_get_sample_fmt_name(first.format()).getString();
    AVFilterContext source =
        filter(
            graph,
            "abuffer",
            "sample_rate=%1$d:time_base=1/%1$d:sample_fmt=%2$s:channel_layout=mono"
                .formatted(rate, format));
    // First to the rate of the telephone: there is less to do for what follows.
    AVFilterContext last = linked(source, filter(graph, "aresample", "" + sampleRate));
    // What a WAV of ours is made of; the filters before and after could do others as well.
    last = linked(last, filter(graph, "aformat", "sample_fmts=s16:channel_layouts=mono"));
    if (tempo != Tempo.NORMAL) {
      // By overlapping stretches that are alike: the pitch stays.
      String times = "%d.%02d".formatted(tempo.percent() / 100, tempo.percent() % 100);
      last = linked(last, filter(graph, "atempo", times));
    }
    AVFilterContext sink = linked(last, filter(graph, "abuffersink", null));
    check(avfilter.avfilter_graph_config(graph, null), "filter graph");
    return new FilterEnds(source, sink);
  }

  private static AVFilterContext filter(
      AVFilterGraph graph, String name, @Nullable String arguments) throws IOException {
    AVFilter filter = avfilter.avfilter_get_by_name(name);
    if (filter == null) {
      throw new IllegalStateException("this FFmpeg has no filter " + name);
    }
    AVFilterContext context = new AVFilterContext(null);
    check(
        avfilter.avfilter_graph_create_filter(context, filter, name, arguments, null, graph), name);
    return context;
  }

  private static AVFilterContext linked(AVFilterContext from, AVFilterContext to)
      throws IOException {
    check(avfilter.avfilter_link(from, 0, to, 0), "filter link");
    return to;
  }

  private void write(FilterEnds graph) throws IOException, DecodeException {
    while (true) {
      int result = avfilter.av_buffersink_get_frame(graph.sink(), out);
      if (result == AVERROR_EAGAIN() || result == avutil.AVERROR_EOF()) {
        return;
      }
      check(result, "filter");
      BytePointer data = out.data(0);
      var samples = data.capacity((long) out.nb_samples() * Short.BYTES).asByteBuffer();
      if (!writer.write(samples)) {
        throw new DecodeException("it is too long");
      }
      avutil.av_frame_unref(out);
    }
  }
}
