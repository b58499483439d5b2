package io.voicepost.transcoder.ffmpeg;

import static io.voicepost.transcoder.ffmpeg.FfmpegCalls.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/// An audio file with one stream that FFmpeg's muxer writes into memory. It can seek there, which
/// MP3 needs: its first frame tells the length and is written last.
final class MemoryFile {
  private final AVFormatContext format;
  private final AVCodecContext codec;
  private final AVStream stream;

  /// Begins the file for what the open `codec` encodes. Lives as long as `memory`.
  MemoryFile(EncodingProfile profile, AVCodecContext codec, NativeMemory memory)
      throws IOException {
    this.codec = codec;
    AVFormatContext context = new AVFormatContext(null);
    check(
        avformat.avformat_alloc_output_context2(context, null, profile.container(), null),
        profile.container());
    format = memory.own(context, "muxer", avformat::avformat_free_context);
    AVIOContext buffer = new AVIOContext(null);
    check(avformat.avio_open_dyn_buf(buffer), "buffer");
    memory.own(buffer, "buffer", _ -> discardBuffer());
    format.pb(buffer);
    // Neither our name and version nor the time and chance: the same sound gives the same file.
    format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    stream = memory.own(avformat.avformat_new_stream(format, null), "stream", _ -> {});
    check(avcodec.avcodec_parameters_from_context(stream.codecpar(), codec), "stream");
    check(
        profile.containerOptions(),
        "header",
        options -> avformat.avformat_write_header(format, options));
  }

  /// Writes what the codec encoded, and leaves the packet empty.
  void write(AVPacket packet) throws IOException {
    avcodec.av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
    packet.stream_index(stream.index());
    check(avformat.av_write_frame(format, packet), "packet");
    avcodec.av_packet_unref(packet);
  }

  /// Ends the file and hands it over, copied to where the garbage collector sees it.
  ByteBuffer finish() throws IOException {
    check(avformat.av_write_trailer(format), "trailer");
    BytePointer content = new BytePointer((Pointer) null);
    int size = avformat.avio_close_dyn_buf(format.pb(), content);
    format.pb(null);
    try {
      byte[] file = new byte[size];
      content.get(file);
      return ByteBuffer.wrap(file);
    } finally {
      avutil.av_free(content);
    }
  }

  private void discardBuffer() {
    if (format.pb() != null) {
      BytePointer content = new BytePointer((Pointer) null);
      avformat.avio_close_dyn_buf(format.pb(), content);
      avutil.av_free(content);
    }
  }
}
