package io.voicepost.gateway.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The folder of one message: its facts, its sound, and the parts that were added to it.
record MessageFolder(Path path) {
  private static final int WAV_HEADER_BYTES = 44;
  private static final String FACTS = "facts.json";
  private static final String AUDIO = "audio";
  private static final String PART = "part-";

  private static final JsonMapper json =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  static MessageFolder of(Path stage, RecordingId id) {
    return new MessageFolder(stage.resolve(id.toString()));
  }

  /// Makes the folder with the facts, flushed; the stage around it is the caller's.
  void create(CallFacts facts) throws IOException {
    SharedFiles.folder(Files.createDirectory(path));
    DurableFiles.write(path.resolve(FACTS), json.writeValueAsBytes(facts));
    DurableFiles.flush(path);
  }

  /// @throws JsonProcessingException if they are unreadable for good; any other trouble may pass
  CallFacts facts() throws IOException {
    var facts = json.readValue(Files.readAllBytes(path.resolve(FACTS)), CallFacts.class);
    if (facts == null || !path.endsWith(facts.recording().toString())) {
      throw new JsonMappingException(null, "these are not the facts of this message");
    }
    return facts;
  }

  /// Writes other facts in one step.
  void rewrite(CallFacts facts) throws IOException {
    if (!facts().equals(facts)) {
      DurableFiles.rewrite(path.resolve(FACTS), json.writeValueAsBytes(facts));
    }
  }

  /// The numbers in the facts, whatever their form; none where there are no facts.
  List<SealedNumber> sealedNumbers() throws IOException {
    var facts = path.resolve(FACTS);
    return Files.exists(facts)
        ? json.readTree(Files.readAllBytes(facts)).findValuesAsText("base64").stream()
            .map(SealedNumber::new)
            .toList()
        : List.of();
  }

  /// Where Asterisk records, without the extension, which it adds.
  Path target() {
    return path.resolve(AUDIO);
  }

  /// Asterisk names its wideband WAV files `.wav16`; which of the two a call wrote shows on disk.
  Path audio() {
    var wideband = path.resolve(AUDIO + ".wav16");
    return Files.exists(wideband) ? wideband : path.resolve(AUDIO + ".wav");
  }

  /// With what was added later: their names sort by time.
  List<Path> allAudio() throws IOException {
    var all = new ArrayList<Path>();
    all.add(audio());
    try (var entries = Files.list(path)) {
      entries.filter(it -> it.toFile().getName().startsWith(PART)).sorted().forEach(all::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return all;
  }

  /// How much sound [#audio] holds, without its header.
  long soundBytes() throws IOException {
    return Math.max(0, Files.size(audio()) - WAV_HEADER_BYTES);
  }

  /// Takes a finished WAV in from elsewhere on this file system, in one step.
  void moveIn(Path wav) throws IOException {
    var name = AUDIO + (wav.toString().endsWith(".wav16") ? ".wav16" : ".wav");
    Files.move(wav, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.flush(path);
  }

  /// Takes the sound of another message in as a part of this one, in one step.
  void add(RecordingId part, MessageFolder other) throws IOException {
    var sound = other.audio();
    var extension = sound.getFileName().toString().substring(AUDIO.length());
    DurableFiles.flush(sound);
    Files.move(sound, path.resolve(PART + part + extension), StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.flush(path);
    DurableFiles.flush(other.path());
  }
}
