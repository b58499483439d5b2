package io.voicepost.gateway.speech;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// The folder of recordings that are played instead of built prompts: `<language>/<name>.wav` in 8
/// kHz and `.wav16` in 16 kHz. Asterisk looks there whenever it plays a sound, so a change is heard
/// from the next playing on. Safe for many threads.
public final class RecordedPrompts {
  /// Nobody listens to a longer one.
  public static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int NARROW = 8000;
  private static final int WIDE = 16_000;
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FOLDERS_ONLY =
      PosixFilePermissions.fromString("--x--x--x");

  private final Path folder;

  /// @param folder need not exist yet; Asterisk's `VP_PROMPTS`
  public RecordedPrompts(Path folder) {
    this.folder = folder;
  }

  /// Puts a recording into a sound's place, trimmed and brought to the loudness of the others.
  /// Whoever hears the old one meanwhile hears it to its end.
  ///
  /// @param recording a WAV of Asterisk's: 16-bit PCM, one channel, 8 or 16 kHz; left as it is
  /// @throws UnusableRecordingException if it is something else, silent, or longer than [#LONGEST]
  public void install(PromptLanguage language, SoundFile sound, Path recording)
      throws IOException, UnusableRecordingException {
    if (Files.size(recording) > 2 * bytes(LONGEST)) {
      throw new UnusableRecordingException("the recording is too long");
    }
    var polished = polished(Pcm.of(Files.readAllBytes(recording)));
    boolean wide = polished.rate() == WIDE;
    if (Files.notExists(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS));
    }
    var prompts = Files.createDirectories(folder.resolve(language.code()));
    Files.setPosixFilePermissions(prompts, permissions(folder));
    write(file(language, sound, "wav"), wide ? PromptNormalizer.halved(polished) : polished);
    write(file(language, sound, "wav16"), wide ? polished : PromptNormalizer.doubled(polished));
  }

  private static Pcm polished(Pcm recording) throws UnusableRecordingException {
    if (recording.rate() != NARROW && recording.rate() != WIDE) {
      throw new UnusableRecordingException("the recording is neither in 8 nor in 16 kHz");
    }
    var trimmed = PromptNormalizer.trimmed(recording);
    if (length(trimmed).compareTo(SHORTEST) < 0) {
      throw new UnusableRecordingException("there is nothing to hear in the recording");
    }
    if (length(trimmed).compareTo(LONGEST) > 0) {
      throw new UnusableRecordingException("the recording is too long");
    }
    return PromptNormalizer.levelled(trimmed);
  }

  /// Goes back to the built prompt. Says whether there was a recording in its place.
  public boolean restore(PromptLanguage language, SoundFile sound) throws IOException {
    boolean wide = Files.deleteIfExists(file(language, sound, "wav16"));
    return Files.deleteIfExists(file(language, sound, "wav")) || wide;
  }

  public boolean isReplaced(PromptLanguage language, SoundFile sound) {
    return Files.exists(file(language, sound, "wav"))
        || Files.exists(file(language, sound, "wav16"));
  }

  private Path file(PromptLanguage language, SoundFile sound, String kind) {
    return folder.resolve(language.code()).resolve(sound.name() + "." + kind);
  }

  /// Asterisk sees the old file or the new one, never a part.
  private static void write(Path target, Pcm sound) throws IOException {
    var partial = Files.createTempFile(target.getParent(), ".new", "");
    try {
      Files.write(partial, sound.file());
      var readers = permissions(target.resolveSibling("."));
      readers.removeAll(FOLDERS_ONLY);
      Files.setPosixFilePermissions(partial, readers);
      Files.move(partial, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /// Asterisk, who perhaps is another user, sees a recording where it sees the folder; others never
  /// do.
  private static Set<PosixFilePermission> permissions(Path folder) throws IOException {
    var given = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
    given.removeAll(PosixFilePermissions.fromString("------rwx"));
    return given;
  }

  private static Duration length(Pcm sound) {
    return Duration.ofMillis(sound.samples().length * 1000L / sound.rate());
  }

  private static long bytes(Duration length) {
    return length.toSeconds() * WIDE * Short.BYTES;
  }
}
