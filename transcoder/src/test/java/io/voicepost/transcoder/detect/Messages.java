package io.voicepost.transcoder.detect;

import io.voicepost.transcoder.Speech;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/// Messages whose kind is known, made of machines' and people's sounds, and carried over bad lines.
///
/// The same seed makes the same messages, as long as the voices are the same.
final class Messages {
  /// @param name what it is, for a table's row
  /// @param quietestDb how quiet it may arrive
  /// @param sound of so many seconds
  private record Recipe(
      String name, SoundClass kind, double quietestDb, DoubleFunction<double[]> sound) {}

  interface Listener {
    void listen(String name, SoundClass kind, List<Message> messages) throws IOException;
  }

  /// @param samples at that rate
  record Message(String name, SoundClass kind, ShortBuffer samples, int rate) {
    SoundClass heard() {
      return SoundClassifier.classify(samples.duplicate(), rate);
    }
  }

  private static final int RATE = MachineSounds.RATE;
  private static final double[] LENGTHS = {1, 2, 3, 5, 8, 12, 20, 30, 60};

  /// Other codecs of telephone networks, by FFmpeg's names: GSM, and for G.729, which it cannot
  /// make, two of the same family.
  private static final Map<String, List<String>> CODECS =
      Map.of(
          "gsm", List.of("-c:a", "libgsm", "-f", "gsm"),
          "g723", List.of("-c:a", "g723_1", "-b:a", "6300", "-f", "matroska"),
          "speex", List.of("-c:a", "libspeex", "-b:a", "8000", "-f", "ogg"));

  private final Random random;
  private final VoiceSamples voices;
  private final MachineSounds machines;
  private final PeopleSounds people;
  private final TelephoneLine line;
  private final List<Recipe> recipes = new ArrayList<>();

  Messages(long seed, VoiceSamples voices) {
    random = new Random(seed);
    this.voices = voices;
    machines = new MachineSounds(random);
    people = new PeopleSounds(random);
    line = new TelephoneLine(random);
    addVoices();
    addMixtures();
    addMachines();
  }

  private void addVoices() {
    voice("speech, espeak-ng", -45, s -> message(voices.spoken(), s));
    voice("speech, very quiet", -53, s -> message(voices.spoken(), s));
    voice("whispering, espeak-ng", -48, s -> message(voices.whispered(), s));
    if (!voices.recorded().isEmpty()) {
      voice("speech, recorded", -45, s -> message(voices.recorded(), s));
      voice("speech, recorded, very quiet", -53, s -> message(voices.recorded(), s));
    }
    voice("breath shaped to words", -48, people::breathed);
    voice("singing", -45, people::sung);
    voice("humming", -45, people::hummed);
    voice("whistling", -45, people::whistled);
    voice("laughing, sobbing", -45, people::laughed);
    voice("clapping", -40, people::clapped);
    voice("an instrument", -45, people::played);
    voice("a crowd", -45, s -> people.crowd(s, voices.spoken()));
  }

  private void addMixtures() {
    voice("speech, then dial tone", -40, s -> join(speech(s / 2), exchange(s / 2)));
    voice("ringing, then speech", -40, s -> join(exchange(s / 2), speech(s / 2)));
    voice("keys, then speech", -40, s -> join(machines.keys(s / 2), speech(s / 2)));
    voice("speech, then a fax", -40, s -> join(speech(s / 2 + 1), machines.faxCalling(s / 2)));
    voice("speech, then special information", -40, s -> machines.special(new double[0]), true);
    voice("speech over a tone", -40, s -> over(speech(s), exchange(s)));
    voice("speech over keys", -40, s -> over(speech(s), machines.keys(s)));
    voice(
        "two words in a long silence",
        -35,
        s -> join(MachineSounds.silence(s), speech(1), MachineSounds.silence(s)));
    voice("the same said twice", -40, this::saidTwice);
    voice("speech, a beep, speech", -40, s -> join(speech(s), beep(), speech(1.5)));
    voice(
        "speech, a beep, 3 s of nothing",
        -40,
        s -> join(speech(s), beep(), MachineSounds.silence(3)));
  }

  private void addMachines() {
    add("nothing", SoundClass.SILENCE, -40, this::nothing);
    for (MachineSounds.Plan plan : MachineSounds.EXCHANGES) {
      add(
          plan.name(),
          SoundClass.TONES,
          -38,
          s -> machines.exchange(plan, Math.max(s, ringing(plan))));
    }
    add(
        "special information alone",
        SoundClass.TONES,
        -38,
        s -> machines.special(MachineSounds.silence(s)));
    add("fax calling", SoundClass.FAX, -38, machines::faxCalling);
    add("fax answering", SoundClass.FAX, -38, s -> machines.faxAnswering(Math.max(s, 2)));
    add("fax preamble", SoundClass.FAX, -38, s -> machines.faxPreamble(Math.max(s, 2)));
    add("fax page", SoundClass.FAX, -38, machines::faxPage);
    add("keys", SoundClass.KEYS, -38, machines::keys);
    add(
        "special information, announcement",
        SoundClass.ROBOT,
        -38,
        s -> machines.special(announced(s)));
    add("announcement in a loop", SoundClass.ROBOT, -38, this::looped);
    add(
        "announcement and record beep",
        SoundClass.ROBOT,
        -38,
        s -> join(announced(Math.max(s, 5)), beep(), MachineSounds.silence(4.5)));
  }

  /// So many messages of each recipe, one recipe after the other.
  ///
  /// @param codecs whether every fourth goes through another codec, by the `ffmpeg` command
  void make(int each, double longest, boolean codecs, Path folder, Listener listener)
      throws IOException {
    for (Recipe recipe : recipes) {
      List<Message> messages = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        double seconds = Math.min(longest, LENGTHS[random.nextInt(LENGTHS.length)]);
        short[] samples = samples(recipe, seconds);
        boolean wide = random.nextInt(8) == 0;
        messages.add(
            new Message(
                recipe.name(),
                recipe.kind(),
                ShortBuffer.wrap(wide ? wide(samples) : samples),
                wide ? 16000 : RATE));
      }
      if (codecs) {
        encode(messages, folder);
      }
      listener.listen(recipe.name(), recipe.kind(), messages);
    }
  }

  /// Silence has its own level.
  private short[] samples(Recipe recipe, double seconds) {
    double[] sound = recipe.sound().apply(seconds);
    return recipe.kind() == SoundClass.SILENCE
        ? line.pass(sound)
        : line.carry(sound, recipe.quietestDb());
  }

  private void add(String name, SoundClass kind, double quietest, DoubleFunction<double[]> sound) {
    recipes.add(new Recipe(name, kind, quietest, sound));
  }

  private void voice(String name, double quietest, DoubleFunction<double[]> sound) {
    add(name, SoundClass.VOICE, quietest, sound);
  }

  private void voice(
      String name, double quietest, DoubleFunction<double[]> sound, boolean afterSpeech) {
    voice(name, quietest, s -> afterSpeech ? join(speech(s), sound.apply(s)) : sound.apply(s));
  }

  private double[] message(List<double[]> of, double seconds) {
    return VoiceSamples.message(of, random, seconds);
  }

  private double[] speech(double seconds) {
    boolean recorded = !voices.recorded().isEmpty() && random.nextBoolean();
    return message(recorded ? voices.recorded() : voices.spoken(), Math.max(seconds, 1.5));
  }

  private double[] announced(double seconds) {
    return Arrays.copyOf(speech(seconds), (int) (seconds * RATE));
  }

  private double[] exchange(double seconds) {
    List<MachineSounds.Plan> plans = MachineSounds.EXCHANGES;
    double[] sound = machines.exchange(plans.get(random.nextInt(plans.size())), seconds);
    return PeopleSounds.scaled(sound, 0.05 + 0.2 * random.nextDouble());
  }

  /// A recording of a ringing tone must hold some of it to be one.
  private static double ringing(MachineSounds.Plan plan) {
    return plan.cadence().isEmpty()
        ? 1
        : plan.cadence().stream().mapToDouble(Double::doubleValue).sum();
  }

  private double[] nothing(double seconds) {
    double[] sound = new double[(int) (seconds * RATE)];
    int kind = random.nextInt(4);
    double hum = kind == 1 ? Math.pow(10, -(45 + 20 * random.nextDouble()) / 20) : 0;
    double noise = kind == 0 ? 0 : Math.pow(10, -(45 + 25 * random.nextDouble()) / 20);
    double mains = random.nextBoolean() ? 50 : 60;
    for (int i = 0; i < sound.length; i++) {
      boolean gap = kind == 3 && i / 2400 % 2 == 0; // the network's silence suppression
      sound[i] = gap ? 0 : noise * (kind == 1 ? 0.1 : 1) * random.nextGaussian();
      for (int harmonic = 1; harmonic <= 4; harmonic++) {
        sound[i] += hum / harmonic * Math.sin(2 * Math.PI * harmonic * mains * i / RATE);
      }
    }
    return sound;
  }

  private double[] beep() {
    double[] hertz = {850, 1000, 1000, 1400, 2000, 523, 1209, 800};
    double beep = hertz[random.nextInt(hertz.length)];
    return join(
        MachineSounds.silence(0.3 + random.nextDouble()),
        machines.tone(beep, 0.3 + 0.7 * random.nextDouble(), 0.15));
  }

  private double[] looped(double seconds) {
    double[] once =
        join(announced(3 + random.nextInt(10)), MachineSounds.silence(0.6 + random.nextDouble()));
    double[] twice = join(once, once, once);
    int start = random.nextInt(once.length);
    int length = (int) Math.max(seconds * RATE, once.length + 5 * RATE);
    return Arrays.copyOfRange(twice, start, Math.min(twice.length, start + length));
  }

  /// By the same voice, a little slower or faster, as nobody can help.
  private double[] saidTwice(double seconds) {
    double[] once = announced(Math.max(seconds / 2, 3));
    double speed = 1 + (random.nextBoolean() ? 1 : -1) * (0.01 + 0.03 * random.nextDouble());
    double[] again = new double[(int) (once.length / speed) - 1];
    for (int i = 0; i < again.length; i++) {
      int at = (int) (i * speed);
      double part = i * speed - at;
      again[i] = once[at] * (1 - part) + once[Math.min(at + 1, once.length - 1)] * part;
    }
    return join(once, MachineSounds.silence(0.7), again);
  }

  private double[] over(double[] voice, double[] tone) {
    double loud = Math.pow(10, -random.nextDouble() * 10 / 20); // down to 10 dB below the tone
    double rms = TelephoneLine.activeRms(tone);
    double gain = loud * rms / TelephoneLine.activeRms(voice);
    double[] both = voice.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] = gain * both[i] + (i < tone.length ? tone[i] : 0);
    }
    return both;
  }

  private static double[] join(double[]... parts) {
    return MachineSounds.join(List.of(parts));
  }

  private static short[] wide(short[] samples) {
    short[] wide = new short[samples.length * 2];
    for (int i = 0; i < wide.length; i++) {
      int next = Math.min(samples.length - 1, (i + 1) / 2);
      wide[i] = (short) ((samples[i / 2] + samples[next]) / 2);
    }
    return wide;
  }

  /// Sends every fourth message of 8 kHz through a codec, all that share one in one go.
  private void encode(List<Message> messages, Path folder) throws IOException {
    int next = 0;
    for (Map.Entry<String, List<String>> codec : new TreeMap<>(CODECS).entrySet()) {
      List<Integer> chosen = new ArrayList<>();
      for (int i = next++; i < messages.size(); i += 12) {
        if (messages.get(i).rate() == RATE) {
          chosen.add(i);
        }
      }
      int total =
          chosen.stream().mapToInt(i -> messages.get(i).samples().remaining() + RATE / 5).sum();
      if (total == 0) {
        continue;
      }
      ByteBuffer pcm = ByteBuffer.allocate(2 * total).order(ByteOrder.LITTLE_ENDIAN);
      for (int i : chosen) {
        for (short sample : messages.get(i).samples().array()) {
          pcm.putShort(sample);
        }
        pcm.position(pcm.position() + 2 * RATE / 5);
      }
      Path raw = Files.write(folder.resolve("line.raw"), pcm.array());
      Path coded = folder.resolve(codec.getKey().equals("gsm") ? "line.gsm" : "line.coded");
      List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "s16le"));
      command.addAll(List.of("-ar", "" + RATE, "-ac", "1", "-i", raw.toString()));
      command.addAll(codec.getValue());
      command.add(coded.toString());
      Speech.run(command);
      short[] decoded = Speech.decode(coded, RATE);
      int at = 0;
      for (int i : chosen) {
        Message message = messages.get(i);
        int length = message.samples().remaining();
        short[] part = Arrays.copyOfRange(decoded, Math.min(at, decoded.length), at + length);
        messages.set(
            i,
            new Message(
                message.name() + ", " + codec.getKey(),
                message.kind(),
                ShortBuffer.wrap(part),
                message.rate()));
        at += length + RATE / 5;
      }
      Files.delete(raw);
      Files.delete(coded);
    }
  }
}
