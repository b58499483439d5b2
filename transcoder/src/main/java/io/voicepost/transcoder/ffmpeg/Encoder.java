package io.voicepost.transcoder.ffmpeg;

import static io.voicepost.transcoder.ffmpeg.FfmpegCalls.check;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/// Encodes mono PCM into one whole audio file in memory, with FFmpeg's libavcodec and libavformat.
public final class Encoder {
  static {
    Libraries.choose();
  }

  private final AVCodecContext codec;
  private final AVFrame frame;
  private final AVPacket packet;
  private final MemoryFile file;

  private Encoder(EncodingProfile profile, NativeMemory memory) throws IOException {
    codec = open(profile, memory);
    frame = memory.own(avutil.av_frame_alloc(), "frame", avutil::av_frame_free);
    packet = memory.own(avcodec.av_packet_alloc(), "packet", avcodec::av_packet_free);
    file = new MemoryFile(profile, codec, memory);
  }

  /// Which FFmpeg this is and where it comes from, for the log; loads it.
  ///
  /// @throws IOException FFmpeg's libraries cannot be loaded
  public static String version() throws IOException {
    try {
      return Libraries.describe();
    } catch (LinkageError e) {
      throw notLoaded(e);
    }
  }

  /// Encodes all samples from position to limit, 16-bit, `sourceRate` a second; the buffer stays as
  /// it is. Holds its thread for as long as it takes, some 10 ms for 10 s of speech: no place for a
  /// virtual thread.
  ///
  /// @throws IOException there is no memory, or FFmpeg's libraries cannot be loaded
  /// @throws InterruptedException noticed within a frame, some 20 ms of sound
  public static ByteBuffer encode(EncodingProfile profile, ShortBuffer samples, int sourceRate)
      throws IOException, InterruptedException {
    try (NativeMemory memory = new NativeMemory()) {
      return new Encoder(profile, memory).encode(samples, sourceRate, memory);
    } catch (LinkageError e) {
      throw notLoaded(e);
    }
  }

  private static IOException notLoaded(LinkageError e) {
    return new IOException("FFmpeg's libraries cannot be loaded: " + e.getMessage(), e);
  }

  private ByteBuffer encode(ShortBuffer samples, int sourceRate, NativeMemory memory)
      throws IOException, InterruptedException {
    PcmFeed feed = new PcmFeed(samples, sourceRate, codec.sample_rate(), codec.ch_layout(), memory);
    int frameSize = codec.frame_size();
    allocate(frameSize);
    long position = 0;
    while (true) {
      check(avutil.av_frame_make_writable(frame), "frame");
      int count = feed.fill(frame.data(0), frameSize);
      if (count == 0) {
        break;
      }
      send(frame.nb_samples(count).pts(position));
      position += count;
      if (Thread.interrupted()) {
        throw new InterruptedException("while encoding");
      }
    }
    send(null);
    return file.finish();
  }

  private static AVCodecContext open(EncodingProfile profile, NativeMemory memory)
      throws IOException {
    // FFmpeg would write to the process's standard error; its return codes tell us all we need.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    AVCodec encoder = avcodec.avcodec_find_encoder_by_name(profile.encoder());
    if (encoder == null) {
      throw new IllegalStateException("this FFmpeg has no encoder " + profile.encoder());
    }
    AVCodecContext codec =
        memory.own(avcodec.avcodec_alloc_context3(encoder), "codec", avcodec::avcodec_free_context);
    codec.sample_fmt(avutil.av_get_sample_fmt(profile.sampleFormat()));
    codec.sample_rate(profile.sampleRate());
    codec.bit_rate(profile.bitRate());
    codec.time_base().num(1).den(profile.sampleRate());
    avutil.av_channel_layout_default(codec.ch_layout(), 1);
    // No encoder's name and version in the file.
    codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
    check(
        profile.encoderOptions(),
        profile.encoder(),
        options -> avcodec.avcodec_open2(codec, encoder, options));
    return codec;
  }

  private void allocate(int frameSize) throws IOException {
    frame.nb_samples(frameSize).format(codec.sample_fmt()).sample_rate(codec.sample_rate());
    avutil.av_channel_layout_default(frame.ch_layout(), 1);
    check(avutil.av_frame_get_buffer(frame, 0), "frame");
  }

  /// Encodes a frame, or with null what the encoder still holds back, and writes what comes out.
  private void send(@Nullable AVFrame pcm) throws IOException {
    check(avcodec.avcodec_send_frame(codec, pcm), "encode");
    while (true) {
      int result = avcodec.avcodec_receive_packet(codec, packet);
      if (result == AVERROR_EAGAIN() || result == avutil.AVERROR_EOF()) {
        return;
      }
      check(result, "encode");
      file.write(packet);
    }
  }
}
