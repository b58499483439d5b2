package io.voicepost.gateway.testphone.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service says, found again in what came through a telephone.
final class RecogniserTest {
  private static final int RATE = Recogniser.RATE;

  @TempDir private static Path folder;
  private static Path sounds;
  private static Vocabulary vocabulary;

  @BeforeAll
  static void build() throws IOException {
    sounds = RealAsterisk.builtSounds();
    vocabulary = Vocabulary.read(RealAsterisk.configuration().resolve("prompts"), sounds, folder);
  }

  /// Every twentieth sound of all languages, whole sentences and pieces alike. Of twenty, one may
  /// be too much like another: it has one syllable, or the same words at the end of a sentence.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wav -c:a pcm_mulaw",
        "wav -c:a pcm_alaw",
        "wav -c:a g722 -ar 16000",
        "ogg -c:a libopus -b:a 24k -application voip"
      })
  void promptsAreKnownThroughEveryCodec(String codec) throws IOException {
    var all = vocabulary.sounds().stream().map(KnownPhrase::phrase).toList();
    var some = IntStream.range(0, all.size() / 20).mapToObj(i -> all.get(i * 20 + 4)).toList();
    var line = new ArrayList<short[]>();
    for (var phrase : some) {
      line.add(new short[RATE * 3 / 4 + line.size()]);
      line.add(sound(phrase.toString()));
    }
    line.add(new short[RATE / 2]);

    var heard = heard(through(codec, join(line)));

    var missing = some.stream().map(Phrase::words).filter(words -> !heard.contains(words)).toList();
    assertThat(missing).as("%s", heard).hasSizeLessThanOrEqualTo(some.size() / 20);
    assertThat(heard.size()).isBetween(some.size() - 2, some.size() + 3);
  }

  @Test
  void piecesOfASentenceAreKnownWithoutPausesBetweenThem() throws IOException {
    var names =
        List.of(
            "en/your-name",
            "en/letter-f",
            "en/letter-a",
            "en/letter-y",
            "en/letter-e",
            "en/pause",
            "en/your-code",
            "en/one",
            "en/two",
            "en/three",
            "en/pause",
            "en/four");
    var line = new ArrayList<short[]>();
    for (var name : names) {
      line.add(sound(name));
    }

    assertThat(heard(join(line)))
        .containsExactly(
            "Your name is",
            "F",
            "A",
            "Y",
            "E",
            "Your claim code is",
            "one",
            "two",
            "three",
            "four");
  }

  @Test
  void promptThatIsCutShortIsKnownToBe() throws IOException {
    var cut = Arrays.copyOf(sound("en/welcome"), RATE);

    var heard =
        Recogniser.passages(
            vocabulary, join(List.of(cut, new short[RATE / 4], sound("en/main-menu"))));

    assertThat(heard).hasSize(2);
    assertThat(heard.getFirst())
        .isInstanceOfSatisfying(
            Passage.Said.class,
            said -> {
              assertThat(said.phrase().name()).isEqualTo("welcome");
              assertThat(said.whole()).isFalse();
              assertThat(said.lasted().toMillis()).isBetween(600L, 1050L);
            });
    assertThat(words(heard.getLast())).isEqualTo("Main menu.");
  }

  @Test
  void soundThatFallsBehindInTheMiddleIsStillThatSound() throws IOException {
    var welcome = sound("en/welcome");
    var late =
        join(
            List.of(
                Arrays.copyOf(welcome, RATE),
                new short[RATE / 10],
                Arrays.copyOfRange(welcome, RATE, welcome.length)));

    assertThat(heard(late))
        .containsExactly("Voicepost. Speak after the beep. For the menu, press star.");
  }

  @Test
  void otherSpeechIsUnknown() throws IOException {
    var post = Hearing.samples(Speech.human(folder));

    var heard = heard(join(List.of(sound("en/from"), post, new short[RATE], sound("en/posted"))));

    assertThat(heard).startsWith("From").endsWith("Posted.");
    assertThat(heard.subList(1, heard.size() - 1)).containsOnly("unknown").hasSizeLessThan(4);
  }

  @Test
  void recordingInPlaceOfAPromptHasThePromptsWords() throws IOException {
    var recorded = Files.createDirectories(folder.resolve("p/zh"));
    var human = Speech.human(folder);
    Files.copy(human, recorded.resolve("goodbye.wav"));
    var more =
        Vocabulary.read(
            RealAsterisk.configuration().resolve("prompts"), sounds, folder.resolve("p"));

    var heard = Recogniser.passages(more, Hearing.samples(human));

    assertThat(heard)
        .singleElement()
        .isInstanceOfSatisfying(
            Passage.Said.class,
            said -> {
              assertThat(said.phrase()).isEqualTo(new Phrase("goodbye", "zh", "再见。", true));
              assertThat(said.whole()).isTrue();
            });
  }

  private static short[] sound(String name) throws IOException {
    return Hearing.samples(sounds.resolve(name.replace("/", "/voicepost/") + ".wav"));
  }

  private static List<String> heard(short[] line) {
    return Recogniser.passages(vocabulary, line).stream().map(RecogniserTest::words).toList();
  }

  private static String words(Passage passage) {
    return switch (passage) {
      case Passage.Said said -> said.phrase().words() + (said.whole() ? "" : " (cut)");
      case Passage.Unknown _ -> "unknown";
    };
  }

  private static short[] join(List<short[]> parts) {
    var all = new short[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static short[] through(String codec, short[] line) throws IOException {
    var bytes = ByteBuffer.allocate(line.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(line);
    var plain = Files.write(folder.resolve("line.s16"), bytes.array());
    var coded = folder.resolve("line." + codec.substring(0, 3));
    var command =
        new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", "8000", "-i"));
    command.add(plain.toString());
    command.addAll(List.of(codec.substring(4).split(" ")));
    command.add(coded.toString());
    Speech.run(command.toArray(String[]::new));
    return Hearing.samples(coded);
  }
}
