package io.voicepost.gateway.testphone;

import io.voicepost.gateway.testphone.transcript.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the prompts are by which `voicepost call` knows what it hears. The launcher names them
/// all.
public final class PromptFolders {
  @Option(
      names = "--texts",
      defaultValue = "${env:VP_TEXTS}",
      paramLabel = "FOLDER",
      description = "The tables of the prompts' texts. Without them all sounds are unknown.")
  private @Nullable Path texts;

  @Option(
      names = "--sounds",
      defaultValue = "${env:VP_SOUNDS}",
      paramLabel = "FOLDER",
      description = "The prompts that were built of the texts.")
  private @Nullable Path sounds;

  @Option(
      names = "--recordings",
      defaultValue = "${env:VP_PROMPTS}",
      paramLabel = "FOLDER",
      description = "The recordings that are played in place of prompts.")
  private @Nullable Path recordings;

  public Vocabulary vocabulary() throws IOException {
    var nowhere = Path.of("nowhere");
    return texts == null
        ? Vocabulary.NONE
        : Vocabulary.read(
            texts, sounds == null ? nowhere : sounds, recordings == null ? nowhere : recordings);
  }
}
