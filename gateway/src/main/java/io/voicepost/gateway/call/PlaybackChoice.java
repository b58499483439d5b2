package io.voicepost.gateway.call;

import java.util.List;

/// What a listener can do at any moment, in a timeline and in the inbox. Each key of a telephone is
/// one of them.
enum PlaybackChoice implements MenuChoice {
  PREVIOUS('1'),
  FASTER('2'),
  NEXT('3'),
  BACK('4'),
  PAUSE('5'),
  FORWARD('6'),
  LIKE('7'),
  REPOST('8'),
  FOLLOW('9'),
  KEYS('0'),
  REPLY('#'),
  MENU('*');

  private static final List<PlaybackChoice> ALL = List.of(values());

  private final char key;

  PlaybackChoice(char key) {
    this.key = key;
  }

  @Override
  public char key() {
    return key;
  }

  /// What a key does; one that no telephone has says the keys.
  static PlaybackChoice of(PromptResult.Pressed pressed) {
    return Menu.chosen(pressed, ALL).orElse(KEYS);
  }
}
