package io.voicepost.transcoder.ffmpeg;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.WavAudio;
import io.voicepost.transcoder.sound.WavWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/// Decodes a rendition of our own to a mono WAV. Foreign files never come here: they are decoded
/// behind a fence ([io.voicepost.transcoder.upload.UploadDecoder]).
final class RenditionDecoder {
  /// What renditions are made of.
  private static final String DECODERS = "opus,libopus,mp3,mp3float";

  private final RenditionFile file;
  private final AVCodecContext codec;
  private final AVFrame frame;
  private final FrameSink sink;
  private long decoded;
  private long damaged;

  private RenditionDecoder(RenditionFile file, FrameSink sink, NativeMemory memory)
      throws IOException, DecodeException {
    this.file = file;
    this.sink = sink;
    codec = open(file, memory);
    frame = memory.own(avutil.av_frame_alloc(), "frame", avutil::av_frame_free);
  }

  /// @throws RefusedException this is no rendition of ours
  /// @throws IOException the WAV cannot be written
  static void replay(Path rendition, Path wav, Tempo tempo, int sampleRate)
      throws IOException, DecodeException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (NativeMemory memory = new NativeMemory();
        WavWriter writer = WavWriter.create(wav, WavAudio.LONGEST)) {
      RenditionFile file = RenditionFile.open(rendition, DECODERS, memory);
      TempoFilter tempoFilter = new TempoFilter(writer, tempo, sampleRate, memory);
      new RenditionDecoder(file, tempoFilter, memory).run(memory);
      writer.finish();
    }
  }

  private static AVCodecContext open(RenditionFile file, NativeMemory memory)
      throws IOException, DecodeException {
    AVCodec decoder = avcodec.avcodec_find_decoder(file.sound().codecpar().codec_id());
    if (decoder == null) {
      throw new DecodeException("no decoder for its sound");
    }
    AVCodecContext codec =
        memory.own(avcodec.avcodec_alloc_context3(decoder), "codec", avcodec::avcodec_free_context);
    readable(avcodec.avcodec_parameters_to_context(codec, file.sound().codecpar()), "parameters");
    // Where the file says that the encoder's run-up is to be left out.
    codec.pkt_timebase(file.sound().time_base());
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "codec_whitelist", DECODERS, 0);
    avutil.av_dict_set(options, "threads", "1", 0);
    int opened = avcodec.avcodec_open2(codec, decoder, options);
    avutil.av_dict_free(options);
    if (opened < 0 && opened != AVERROR_ENOMEM()) {
      throw new DecodeException("its codec: " + FfmpegCalls.message(opened));
    }
    readable(opened, "codec");
    return codec;
  }

  private void run(NativeMemory memory) throws IOException, DecodeException {
    AVPacket packet = memory.own(avcodec.av_packet_alloc(), "packet", avcodec::av_packet_free);
    while (file.next(packet)) {
      int sent = avcodec.avcodec_send_packet(codec, packet);
      avcodec.av_packet_unref(packet);
      count(sent);
      receive();
    }
    avcodec.avcodec_send_packet(codec, (AVPacket) null);
    receive();
    sink.finish();
    if (decoded == 0 || damaged > decoded) {
      throw new DecodeException(damaged + " packets are damaged, " + decoded + " are not");
    }
  }

  private void receive() throws IOException, DecodeException {
    while (true) {
      int result = avcodec.avcodec_receive_frame(codec, frame);
      if (result == AVERROR_EAGAIN() || result == avutil.AVERROR_EOF()) {
        return;
      }
      count(result);
      if (result < 0) {
        return;
      }
      decoded++;
      sink.add(frame);
      avutil.av_frame_unref(frame);
    }
  }

  /// A few damaged packets are a hole in the sound, which the player skips.
  private void count(int result) throws DecodeException {
    if (result == AVERROR_ENOMEM()) {
      readable(result, "packet");
    }
    if (result < 0) {
      damaged++;
    }
  }

  /// The result of a call that only the file's content can make fail.
  static int readable(int result, String what) throws DecodeException {
    if (result < 0) {
      throw new DecodeException(what + ": " + FfmpegCalls.message(result));
    }
    return result;
  }
}
