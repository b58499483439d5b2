package io.voicepost.gateway.speech;

import java.time.LocalTime;

/// What differs from language to language in putting pieces together.
sealed interface Grammar permits English, Mandarin {
  /// A cardinal number, 0 to [PromptComposer#LARGEST].
  Utterance number(long number);

  /// So many of something.
  ///
  /// @param one all of it for a single one: "one minute ago"
  /// @param many what follows any other number: "minutes ago"
  Utterance count(long number, PromptPiece one, PromptPiece many);

  /// A digit, 0 to 9, of a code or a name.
  PromptPiece digit(int digit);

  /// When something happens on a day: "at nine thirty a.m.", to the minute.
  Utterance at(LocalTime time);
}
