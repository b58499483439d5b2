package io.voicepost.transcoder.detect;

import io.voicepost.transcoder.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/// People's voices at 8 kHz, full scale being 1: spoken by espeak-ng, and real ones where there are
/// any.
///
/// @param spoken by espeak-ng's many voices
/// @param whispered by its two that whisper
/// @param recorded by people: Asterisk's prompts, and what the folders of the system property
///   `voicepost.voices` hold; may be empty
record VoiceSamples(List<double[]> spoken, List<double[]> whispered, List<double[]> recorded) {
  private static final int RATE = MachineSounds.RATE;

  private static final List<String> TEXTS =
      List.of(
          "Hello everybody, it is me. I am standing on the bridge and the band plays.",
          "Mum, when are you coming home? I cannot sleep.",
          "Oh no, no, no. Moo. Who do you know who knew?",
          "Yes. Seven, eight, nine. Call me tonight, please!");
  private static final List<String> MANDARIN = List.of("大家好，我现在站在桥上，那边有人在唱歌。", "妈妈，你什么时候回家？我睡不着。");
  private static final List<String> SPEAKERS =
      List.of(
          "m1",
          "m3",
          "m5",
          "m7",
          "f1",
          "f2",
          "f3",
          "f4",
          "f5",
          "croak",
          "klatt",
          "klatt3",
          "Annie",
          "grandma",
          "grandpa",
          "Andy",
          "linda",
          "steph",
          "Tweaky",
          "robosoft3",
          "shelby",
          "zac");

  /// Prompts that are no voice.
  private static final List<String> NO_VOICES =
      List.of("beep", "tone", "silence", "dtmf", "-1.wav", "-2.wav", "Noise.wav", "tt-monkeys.wav");

  /// @param clips how many each of the first two lists holds at least
  /// @param recordings how many recorded files to read at most
  static VoiceSamples speak(Path folder, Random random, int clips, int recordings)
      throws IOException {
    List<double[]> spoken = new ArrayList<>();
    List<double[]> whispered = new ArrayList<>();
    Path file = folder.resolve("voice.wav");
    for (int i = 0; i < clips; i++) {
      boolean mandarin = i % 3 == 2;
      List<String> texts = mandarin ? MANDARIN : TEXTS;
      String text = texts.get(random.nextInt(texts.size()));
      String speaker = SPEAKERS.get(random.nextInt(SPEAKERS.size()));
      String language = mandarin ? "cmn" : "en";
      spoken.add(say(file, language + "+" + speaker, random.nextInt(100), random, text));
      String whisper = random.nextBoolean() ? "whisper" : "whisperf";
      if (i % 3 == 0) {
        whispered.add(say(file, language + "+" + whisper, random.nextInt(100), random, text));
      }
    }
    Files.deleteIfExists(file);
    return new VoiceSamples(spoken, whispered, recorded(random, recordings));
  }

  private static double[] say(Path file, String voice, int pitch, Random random, String text)
      throws IOException {
    String speed = "" + (90 + random.nextInt(160));
    Speech.run(
        List.of(
            "espeak-ng", "-v", voice, "-p", "" + pitch, "-s", speed, "-w", file.toString(), text));
    return whole(Speech.decode(file, RATE));
  }

  private static List<double[]> recorded(Random random, int most) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders()) {
      try (Stream<Path> all = Files.walk(folder)) {
        files.addAll(all.filter(VoiceSamples::isVoice).sorted().toList());
      }
    }
    Collections.shuffle(files, random);
    List<double[]> recorded = new ArrayList<>();
    for (Path file : files.subList(0, Math.min(most, files.size()))) {
      double[] sound = trimmed(whole(Speech.decode(file, RATE)));
      if (sound.length > RATE / 4) {
        recorded.add(sound);
      }
    }
    return recorded;
  }

  /// From where it first is as loud as a tenth of its loudest, for half a minute at most.
  private static double[] trimmed(double[] sound) {
    double loudest = Arrays.stream(sound).map(Math::abs).max().orElse(0);
    int start = 0;
    while (start < sound.length && Math.abs(sound[start]) < 0.1 * loudest) {
      start++;
    }
    return Arrays.copyOfRange(sound, start, Math.min(sound.length, start + 30 * RATE));
  }

  /// Where real voices may be: the prompts of the Asterisk that the launcher unpacks, and more.
  private static List<Path> folders() {
    String cache =
        System.getenv()
            .getOrDefault("VOICEPOST_CACHE", System.getProperty("user.home") + "/.cache/voicepost");
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of(cache, "asterisk-forky/usr/share/asterisk/sounds"));
    for (String folder : System.getProperty("voicepost.voices", "").split(":", -1)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    return folders.stream().filter(Files::isDirectory).toList();
  }

  private static boolean isVoice(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean sound = Stream.of(".wav", ".ogg", ".mp3", ".flac").anyMatch(name::endsWith);
    return sound && Files.isRegularFile(file) && NO_VOICES.stream().noneMatch(name::contains);
  }

  private static double[] whole(short[] samples) {
    double[] sound = new double[samples.length];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = samples[i] / 32768.0;
    }
    return sound;
  }

  /// A message of that length, of one clip after the other with pauses between.
  static double[] message(List<double[]> clips, Random random, double seconds) {
    List<double[]> parts = new ArrayList<>();
    parts.add(MachineSounds.silence(Math.min(seconds / 4, random.nextDouble())));
    double length = 0;
    List<double[]> shuffled = new ArrayList<>(clips); // nobody says a thing twice just the same
    Collections.shuffle(shuffled, random);
    for (int next = 0; length < seconds; next++) {
      double[] clip = shuffled.get(next % clips.size());
      parts.add(PeopleSounds.scaled(clip, 0.1));
      parts.add(MachineSounds.silence(0.1 + 0.6 * random.nextDouble()));
      length += (double) clip.length / RATE + 0.1;
    }
    return Arrays.copyOf(MachineSounds.join(parts), (int) (seconds * RATE));
  }
}
