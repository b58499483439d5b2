package io.voicepost.transcoder.detect;

import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tells what is on a recording, so that busy tones, fax machines and machines that talk are not
/// posted. In doubt it is a voice: a robot's post is a nuisance, a person's lost message is not.
///
/// The message is cut into frames of 20 ms, and each is explained by what it is full of, and
/// nothing besides:
///
/// 1. a machine's steady tone, [MachineTone], as [SteadyTones] tells it from a note;
/// 2. a telephone key, as [DtmfDetector] tells it, for two frames at least;
/// 3. a fax machine's modem, if the message has an HDLC preamble, [FaxFlags], or its answering
///    tone: three quarters of the power from 1.5 to 2 kHz, or a level as even as only a data
///    carrier's;
/// 4. the line's own noise, as [NoiseFloor] tells it.
///
/// If 80 ms in a row or 120 ms of clicks in all are not explained, or what lies behind a tone rises
/// and falls, the message is a voice, unless it is a machine's voice: one that starts with a
/// special information tone (ITU-T E.180, 5), repeats itself ([Repetition]) or asks for a message
/// ([RecordBeep]). Otherwise it is what most of its explained frames are, and silence if none is.
public final class SoundClassifier {
  private static final int VOICE_RUN = 4;
  private static final int VOICE_CLICKS = 6;
  private static final int EDGE = 3;
  private static final int CARRIER_RUN = 15;
  private static final double CARRIER_SPREAD_DB = 4;
  private static final double CARRIER_BELOW_DB = 15;
  private static final double LEAST_MIDDLE = 0.75;
  private static final double NOISE_BELOW_TONE_DB = 7;
  private static final double LOUDER_DB = 1.5;
  private static final double NO_TONE_DB = -100;

  private final short[] samples;
  private final Frames frames;
  private final SpectralPeaks peaks;
  private final @Nullable MachineTone[] tones;
  private final @Nullable SoundClass[] what;
  private final int specialStart;

  private SoundClassifier(short[] samples) {
    this.samples = samples;
    frames = Frames.of(samples);
    peaks = SpectralPeaks.of(samples, frames);
    SteadyTones steady = new SteadyTones(peaks);
    tones = steady.frames(frames.count());
    specialStart = steady.specialStart();
    what = new SoundClass[frames.count()];
  }

  /// What is on a message of several parts: a voice, if there is one on any of them.
  ///
  /// @param parts WAV files, in the order of speaking
  public static SoundClass classify(List<Path> parts) throws UnplayableAudioException, IOException {
    var soundClass = SoundClass.SILENCE;
    for (var part : parts) {
      var here = classify(WavAudio.read(part));
      if (here == SoundClass.VOICE) {
        return here;
      }
      soundClass = here == SoundClass.SILENCE ? soundClass : here;
    }
    return soundClass;
  }

  /// Listens to the whole of it, which takes about 0.1 s for each minute, on the caller's thread.
  public static SoundClass classify(WavAudio audio) {
    return classify(audio.samples(), audio.sampleRate());
  }

  static SoundClass classify(ShortBuffer samples, int sampleRate) {
    return new SoundClassifier(Narrowband.of(samples, sampleRate)).heard();
  }

  private SoundClass heard() {
    explainTones();
    explainKeys();
    NoiseFloor noiseFloor = background();
    boolean[] rest = noiseFloor.standsOut();
    if (isFax()) {
      explainModem();
      noiseFloor = background();
      rest = noiseFloor.standsOut();
    }
    excuseEdges(rest);
    addLouder(rest);
    boolean noise = noiseFloor.isNoise(toneLevel(0.7) - NOISE_BELOW_TONE_DB);
    if (!isVoice(rest) && noise && new Residue(frames, peaks, tones).isNothing()) {
      return most();
    }
    return isRobot() ? SoundClass.ROBOT : SoundClass.VOICE;
  }

  private void explainTones() {
    for (int i = 0; i < what.length; i++) {
      what[i] = tones[i] == null ? null : tones[i].kind;
    }
  }

  private void explainKeys() {
    for (int i = 1; i < what.length; i++) {
      char key = frames.key()[i];
      if (key != 0 && key == frames.key()[i - 1]) {
        what[i] = SoundClass.KEYS;
        what[i - 1] = SoundClass.KEYS;
      }
    }
  }

  private boolean isFax() {
    return Arrays.asList(tones).contains(MachineTone.FAX_ANSWERING) || FaxFlags.in(samples);
  }

  /// Frames in the modem's band, and stretches of 300 ms as loud throughout as the loudest tones.
  private void explainModem() {
    double[] level = frames.level();
    double loud = Levels.quantile(level, 0.95) - CARRIER_BELOW_DB;
    for (int i = 0; i < what.length; i++) {
      if (level[i] > loud && frames.middle()[i] >= LEAST_MIDDLE) {
        what[i] = SoundClass.FAX;
      }
    }
    for (int i = 0; i + CARRIER_RUN <= what.length; i++) {
      double[] run = Arrays.copyOfRange(level, i, i + CARRIER_RUN);
      if (Levels.quantile(run, 0) > loud && Levels.spread(run, 0, 1) <= CARRIER_SPREAD_DB) {
        Arrays.fill(what, i, i + CARRIER_RUN, SoundClass.FAX);
      }
    }
  }

  private NoiseFloor background() {
    boolean[] explained = new boolean[what.length];
    for (int i = 0; i < what.length; i++) {
      explained[i] = what[i] != null;
    }
    return new NoiseFloor(samples, frames, peaks, explained);
  }

  /// Where a tone begins and ends, and where the network cut it, frames are of two kinds.
  private void excuseEdges(boolean[] rest) {
    boolean[] edge = new boolean[rest.length];
    for (int i = 0; i < rest.length; i++) {
      int start = i;
      while (i < rest.length && rest[i]) {
        i++;
      }
      boolean afterTone = start > 0 && what[start - 1] != null;
      boolean beforeTone = i < rest.length && what[i] != null;
      int excused = (afterTone ? EDGE : 0) + (beforeTone ? EDGE : 0);
      if (i > start && i - start <= excused) {
        Arrays.fill(edge, start, i, true);
      }
    }
    for (int i = 0; i < rest.length; i++) {
      rest[i] &= !edge[i];
    }
  }

  /// What is louder than the tones is no edge of theirs and no lost packet, but sound over them.
  private void addLouder(boolean[] rest) {
    double loudest = toneLevel(0.95);
    for (int i = 0; i < rest.length; i++) {
      rest[i] |= what[i] == null && loudest > NO_TONE_DB && frames.level()[i] > loudest + LOUDER_DB;
    }
  }

  private static boolean isVoice(boolean[] rest) {
    int run = 0;
    int all = 0;
    for (boolean unexplained : rest) {
      run = unexplained ? run + 1 : 0;
      all += unexplained ? 1 : 0;
      if (run >= VOICE_RUN || all >= VOICE_CLICKS) {
        return true;
      }
    }
    return false;
  }

  private double toneLevel(double share) {
    double[] levels = new double[what.length];
    int count = 0;
    for (int i = 0; i < what.length; i++) {
      if (what[i] != null) {
        levels[count++] = frames.level()[i];
      }
    }
    return count == 0 ? NO_TONE_DB : Levels.quantile(Arrays.copyOf(levels, count), share);
  }

  private SoundClass most() {
    SoundClass most = SoundClass.SILENCE;
    int frequency = 0;
    for (SoundClass machine : List.of(SoundClass.TONES, SoundClass.KEYS, SoundClass.FAX)) {
      int count = Collections.frequency(Arrays.asList(what), machine);
      if (count > frequency) {
        most = machine;
        frequency = count;
      }
    }
    return most;
  }

  private boolean isRobot() {
    boolean[] heard = new NoiseFloor(samples, frames, peaks, new boolean[what.length]).standsOut();
    return isAnnounced(heard)
        || RecordBeep.isLast(frames, peaks, heard)
        || (!isPartlyTones() && new Repetition(samples, frames, heard).isOne());
  }

  /// Whether more than a tenth of it is tones, whose waves repeat themselves whatever is said.
  private boolean isPartlyTones() {
    return 10 * Arrays.stream(what).filter(Objects::nonNull).count() > what.length;
  }

  /// Whether a special information tone comes before everything else that is to be heard.
  private boolean isAnnounced(boolean[] heard) {
    int before = 0;
    for (int i = 0; i < specialStart - EDGE; i++) {
      before += heard[i] ? 1 : 0;
    }
    return specialStart >= 0 && before <= EDGE;
  }
}
