package io.voicepost.gateway.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is said in one go: sounds, in their order, which one key cuts short together. May be empty.
public record Utterance(List<SoundFile> sounds) {
  public static final Utterance NOTHING = new Utterance(List.of());

  public Utterance {
    sounds = List.copyOf(sounds);
  }

  public static Utterance of(Prompt first, Prompt... more) {
    var utterance = new Utterance(List.of(first.sound()));
    for (var prompt : more) {
      utterance = utterance.then(prompt);
    }
    return utterance;
  }

  static Utterance of(PromptPiece... pieces) {
    return NOTHING.then(pieces);
  }

  /// The same, always in that language.
  public Utterance in(PromptLanguage language) {
    return new Utterance(sounds.stream().map(it -> it.in(language)).toList());
  }

  public Utterance then(Prompt prompt) {
    return then(of(prompt));
  }

  public Utterance then(Utterance next) {
    var all = new ArrayList<>(sounds);
    all.addAll(next.sounds);
    return new Utterance(all);
  }

  Utterance then(PromptPiece... pieces) {
    var all = new ArrayList<>(sounds);
    for (var piece : pieces) {
      all.add(piece.sound());
    }
    return new Utterance(all);
  }

  /// Its parts in their order, each after the first behind a pause.
  static Utterance paused(List<Utterance> parts) {
    var all = new ArrayList<SoundFile>();
    for (var part : parts) {
      if (!all.isEmpty()) {
        all.add(SoundFile.PAUSE);
      }
      all.addAll(part.sounds);
    }
    return new Utterance(all);
  }

  /// The names of its sounds, for transcripts.
  @Override
  public String toString() {
    return sounds.stream().map(SoundFile::toString).collect(Collectors.joining(" "));
  }
}
