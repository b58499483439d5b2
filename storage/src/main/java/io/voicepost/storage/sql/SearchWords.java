package io.voicepost.storage.sql;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words by which a text is found: runs of letters and digits in lower case, compatibility
/// forms folded (Unicode NFKC). Chinese and Japanese put no spaces between words: there each
/// character counts, and each pair of neighbours.
final class SearchWords {
  private static final int MOST = 500;
  private static final int LONGEST = 60;

  private final Set<String> words = new LinkedHashSet<>();
  private final boolean sought;

  private SearchWords(boolean sought) {
    this.sought = sought;
  }

  /// The words under which `texts` are found.
  static Set<String> of(String... texts) {
    var found = new SearchWords(false);
    for (var text : texts) {
      found.read(text);
    }
    return found.words;
  }

  /// The words that a text must have to answer `query`: of neighbours in Chinese, the pairs.
  static Set<String> sought(String query) {
    var found = new SearchWords(true);
    found.read(query);
    return found.words;
  }

  private void read(String text) {
    var folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var run = new ArrayList<Integer>();
    boolean unspaced = false;
    for (int point : folded.codePoints().toArray()) {
      boolean inWord = Character.isLetterOrDigit(point);
      boolean joins = inWord && (run.isEmpty() || unspaced == isUnspaced(point));
      if (!joins) {
        end(run, unspaced);
      }
      if (inWord) {
        unspaced = isUnspaced(point);
        run.add(point);
      }
    }
    end(run, unspaced);
  }

  private void end(List<Integer> run, boolean unspaced) {
    if (!unspaced && !run.isEmpty()) {
      add(run.subList(0, Math.min(run.size(), LONGEST)));
    }
    for (int i = 0; unspaced && i < run.size(); i++) {
      if (!sought || run.size() == 1) {
        add(run.subList(i, i + 1));
      }
      if (i + 1 < run.size()) {
        add(run.subList(i, i + 2));
      }
    }
    run.clear();
  }

  private void add(List<Integer> points) {
    if (words.size() < MOST) {
      var word = new StringBuilder();
      points.forEach(word::appendCodePoint);
      words.add(word.toString());
    }
  }

  private static boolean isUnspaced(int point) {
    return switch (UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
