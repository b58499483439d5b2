package io.voicepost.gateway.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts what is spelled into groups that an ear can hold.
final class Spelling {
  private static final Pattern RUN = Pattern.compile("[a-z]+|[0-9]+|_");
  private static final int LONGEST = 3;

  private Spelling() {}

  /// Letters, digits and underscores apart; of a longer run three at a time, and no one alone.
  static List<String> groups(String text) {
    var groups = new ArrayList<String>();
    var runs = RUN.matcher(text);
    while (runs.find()) {
      var left = runs.group();
      while (!left.isEmpty()) {
        int size = left.length() == LONGEST + 1 ? 2 : Math.min(LONGEST, left.length());
        groups.add(left.substring(0, size));
        left = left.substring(size);
      }
    }
    return groups;
  }
}
