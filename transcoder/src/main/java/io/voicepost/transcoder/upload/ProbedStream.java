package io.voicepost.transcoder.upload;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A stream of sound in a foreign file, as `ffprobe` describes it, and which kinds of files and of
/// sound are taken.
///
/// @param index its number in the file
record ProbedStream(int index, int sampleRate, int channels) {
  /// Containers of browsers, telephones, recorders and messengers. None of them opens another file.
  private static final String DEMUXERS =
      "wav,w64,ogg,matroska,webm,mov,mp4,m4a,mp3,flac,aac,amr,aiff,caf,au,asf";

  /// The codecs that are taken; none of them plays anything but its own bytes.
  private static final Set<String> CODECS =
      Set.of(
          "opus vorbis aac mp3 flac alac amr_nb amr_wb adpcm_ms adpcm_ima_wav gsm_ms wmav1 wmav2 "
              .concat("pcm_u8 pcm_s8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be ")
              .concat("pcm_f32le pcm_f32be pcm_f64le pcm_alaw pcm_mulaw")
              .split(" "));

  /// The same, and what else FFmpeg calls their decoders.
  static final String DECODERS =
      String.join(",", CODECS)
          + ",libopus,libvorbis,aac_fixed,mp3float,amrnb,amrwb,libopencore_amrnb,"
          + "libopencore_amrwb,libgsm_ms";

  private static final int MOST_STREAMS = 32;
  private static final int MOST_CHANNELS = 8;
  private static final int LOWEST_RATE = 4_000;
  private static final int HIGHEST_RATE = 384_000;

  /// What a WAV of ours can have, in Hz.
  private static final List<Integer> RATES = List.of(8_000, 16_000, 24_000, 48_000);

  /// What `ffprobe` and `ffmpeg` are told about an input: no protocol but `file`, and no demuxer
  /// but those above.
  static List<String> inputOptions() {
    return List.of(
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        DEMUXERS,
        "-max_streams",
        "" + MOST_STREAMS);
  }

  /// The first sound that can be decoded; others before it are left out, as are pictures and video.
  ///
  /// @param described what `ffprobe -of compact` prints: a line a stream
  /// @throws RefusedUploadException there is none
  static ProbedStream first(String described) throws RefusedUploadException {
    var sounds =
        described
            .lines()
            .map(ProbedStream::fields)
            .filter(fields -> "audio".equals(fields.get("codec_type")))
            .toList();
    if (sounds.isEmpty()) {
      throw new RefusedUploadException(UploadRefusal.NOT_AUDIO, "it has no stream of sound");
    }
    Optional<ProbedStream> first =
        sounds.stream()
            .filter(fields -> CODECS.contains(fields.getOrDefault("codec_name", "")))
            .map(ProbedStream::of)
            .filter(ProbedStream::canBeResampled)
            .findFirst();
    return first.orElseThrow(() -> {
      boolean known =
          sounds.stream().anyMatch(it -> CODECS.contains(it.getOrDefault("codec_name", "")));
      return new RefusedUploadException(
          known ? UploadRefusal.UNREADABLE : UploadRefusal.NOT_AUDIO,
          "of its sounds none can be decoded");
    });
  }

  private static Map<String, String> fields(String line) {
    return Arrays.stream(line.split("\\|"))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, _) -> first));
  }

  private static ProbedStream of(Map<String, String> fields) {
    return new ProbedStream(
        number(fields, "index"), number(fields, "sample_rate"), number(fields, "channels"));
  }

  private static int number(Map<String, String> fields, String name) {
    try {
      return Integer.parseInt(fields.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private boolean canBeResampled() {
    return index >= 0
        && sampleRate >= LOWEST_RATE
        && sampleRate <= HIGHEST_RATE
        && channels >= 1
        && channels <= MOST_CHANNELS;
  }

  /// The lowest rate of ours that keeps all that the sound can hold, in Hz.
  int rateOfWav() {
    return RATES.stream().filter(it -> it >= sampleRate).findFirst().orElse(RATES.getLast());
  }
}
