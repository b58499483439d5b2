package io.voicepost.transcoder.ffmpeg;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/// A file that an [Encoder] of ours made. No file but this one is ever opened, and no demuxer but
/// those of renditions tries it.
final class RenditionFile {
  private static final String DEMUXERS = "ogg,mp3";

  private final AVFormatContext format;
  private final AVStream sound;

  private RenditionFile(AVFormatContext format, AVStream sound) {
    this.format = format;
    this.sound = sound;
  }

  static RenditionFile open(Path path, String decoders, NativeMemory memory)
      throws IOException, DecodeException {
    AVFormatContext context =
        memory.own(avformat.avformat_alloc_context(), "demuxer", avformat::avformat_close_input);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    avutil.av_dict_set(options, "format_whitelist", DEMUXERS, 0);
    avutil.av_dict_set(options, "codec_whitelist", decoders, 0);
    int opened = avformat.avformat_open_input(context, "file:" + path, null, options);
    avutil.av_dict_free(options);
    if (opened < 0 && opened != AVERROR_ENOMEM()) {
      throw new DecodeException(FfmpegCalls.message(opened));
    }
    RenditionDecoder.readable(opened, "its header");
    RenditionDecoder.readable(
        avformat.avformat_find_stream_info(context, (AVDictionary) null), "its streams");
    return new RenditionFile(context, sound(context));
  }

  private static AVStream sound(AVFormatContext context) throws DecodeException {
    AVStream first = null;
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      if (first == null && stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
        first = stream;
      } else {
        stream.discard(avcodec.AVDISCARD_ALL);
      }
    }
    if (first == null) {
      throw new DecodeException("it has no stream of sound");
    }
    return first;
  }

  AVStream sound() {
    return sound;
  }

  /// Reads the next packet of sound; `false` at the end, which is also where a cut file was cut.
  boolean next(AVPacket packet) {
    while (avformat.av_read_frame(format, packet) >= 0) {
      if (packet.stream_index() == sound.index()) {
        return true;
      }
      avcodec.av_packet_unref(packet);
    }
    return false;
  }
}
