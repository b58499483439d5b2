package io.voicepost.transcoder.ffmpeg;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import io.voicepost.transcoder.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/// A container file of a stranger, of which only the first stream of sound is looked at.
///
/// No file but this one is ever opened: playlists and other demuxers that open files are not on the
/// list, those on it are told not to follow references, and no protocol but `file` is there.
final class ForeignFile {
  private static final String DEMUXERS = "wav,ogg,matroska,webm,mov,mp4,m4a,mp3,flac,aac";
  private static final int MOST_STREAMS = 32;
  private static final int MOST_CHANNELS = 8;
  private static final int LOWEST_RATE = 4_000;
  private static final int HIGHEST_RATE = 384_000;

  private final AVFormatContext format;
  private final AVStream sound;

  private ForeignFile(AVFormatContext format, AVStream sound) {
    this.format = format;
    this.sound = sound;
  }

  static ForeignFile open(Path path, String decoders, NativeMemory memory)
      throws IOException, RefusedException {
    AVFormatContext context =
        memory.own(avformat.avformat_alloc_context(), "demuxer", avformat::avformat_close_input);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    avutil.av_dict_set(options, "format_whitelist", DEMUXERS, 0);
    avutil.av_dict_set(options, "codec_whitelist", decoders, 0);
    avutil.av_dict_set(options, "max_streams", "" + MOST_STREAMS, 0);
    // A MOV may name other files as the place of its sound.
    avutil.av_dict_set(options, "enable_drefs", "0", 0);
    int opened = avformat.avformat_open_input(context, "file:" + path, null, options);
    avutil.av_dict_free(options);
    if (opened < 0 && opened != AVERROR_ENOMEM()) {
      throw new RefusedException(Refusal.NOT_AUDIO, Native.message(opened));
    }
    Decoder.readable(opened, "its header");
    keepSoundOnly(context);
    Decoder.readable(
        avformat.avformat_find_stream_info(context, (AVDictionary) null), "its streams");
    return new ForeignFile(context, sound(context));
  }

  /// Pictures and video are not even taken apart.
  private static void keepSoundOnly(AVFormatContext context) {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      if (stream.codecpar().codec_type() != avutil.AVMEDIA_TYPE_AUDIO) {
        stream.discard(avcodec.AVDISCARD_ALL);
      }
    }
  }

  private static AVStream sound(AVFormatContext context) throws RefusedException {
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
      throw new RefusedException(Refusal.NOT_AUDIO, "it has no stream of sound");
    }
    checkShape(first.codecpar().sample_rate(), first.codecpar().ch_layout().nb_channels());
    return first;
  }

  /// What a resampler can be asked to do.
  static void checkShape(int sampleRate, int channels) throws RefusedException {
    if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
      throw new RefusedException(Refusal.UNREADABLE, "its rate is " + sampleRate + " Hz");
    }
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new RefusedException(Refusal.UNREADABLE, "it has " + channels + " channels");
    }
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
