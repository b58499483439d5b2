package io.voicepost.gateway.testphone.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// What the service can say. Immutable.
public final class Vocabulary {
  /// The sound of a caller who knows nothing: all is unknown.
  public static final Vocabulary NONE = new Vocabulary(List.of());

  /// The number before the name of a sound that one language alone has.
  private static final Pattern NUMBER = Pattern.compile("^[0-9]{3}\\.");

  private static final String TABLE = ".properties";
  private static final String SOUND = ".wav";

  private final List<KnownPhrase> sounds;

  private Vocabulary(List<KnownPhrase> sounds) {
    this.sounds = List.copyOf(sounds);
  }

  /// Reads the sounds that lie there now. A folder that is not there holds none.
  ///
  /// @param texts the tables, `LANGUAGE.properties`
  /// @param built the sounds made of them, `LANGUAGE/voicepost/NAME.wav`
  /// @param recorded what is played in their place, `LANGUAGE/NAME.wav`
  public static Vocabulary read(Path texts, Path built, Path recorded) throws IOException {
    var sounds = new ArrayList<KnownPhrase>();
    for (var table : files(texts, TABLE)) {
      var language = baseName(table, TABLE);
      var words = words(table);
      read(built.resolve(language).resolve("voicepost"), language, false, words, sounds);
      read(recorded.resolve(language), language, true, words, sounds);
    }
    return new Vocabulary(sounds);
  }

  private static Map<String, String> words(Path table) throws IOException {
    var texts = new Properties();
    try (var reader = Files.newBufferedReader(table)) {
      texts.load(reader);
    }
    var words = new HashMap<String, String>();
    for (var key : texts.stringPropertyNames()) {
      words.put(NUMBER.matcher(key).replaceFirst(""), texts.getProperty(key));
    }
    words.put(Phrase.BEEP, Phrase.BEEP);
    return words;
  }

  List<KnownPhrase> sounds() {
    return sounds;
  }

  private static void read(
      Path folder,
      String language,
      boolean recorded,
      Map<String, String> words,
      List<KnownPhrase> to)
      throws IOException {
    for (var file : files(folder, SOUND)) {
      var name = baseName(file, SOUND);
      var text = plain(words.getOrDefault(name, name));
      KnownPhrase.of(new Phrase(name, language, text, recorded), samples(file)).ifPresent(to::add);
    }
  }

  /// Without the marks that change the voice.
  private static String plain(String text) {
    return text.replaceAll("\\s*\\[[a-z]{2}]\\s*", " ").strip();
  }

  private static String baseName(Path file, String ending) {
    var name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ending.length());
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The sound of a file that Asterisk can play; nothing of any other.
  private static short[] samples(Path file) throws IOException {
    try (var in = AudioSystem.getAudioInputStream(file.toFile())) {
      var format = in.getFormat();
      if (!format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)
          || format.getChannels() != 1
          || format.getSampleSizeInBits() != Short.SIZE
          || Math.round(format.getSampleRate()) != Recogniser.RATE) {
        return new short[0];
      }
      byte[] bytes = in.readAllBytes();
      var samples = new short[bytes.length / Short.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return samples;
    } catch (UnsupportedAudioFileException e) {
      return new short[0];
    }
  }
}
