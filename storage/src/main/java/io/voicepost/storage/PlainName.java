package io.voicepost.storage;

import java.text.Normalizer;

/// A name as people see it: what cannot be seen, turns the writing round, or passes for the site's
/// own mark of a verified account is left out. Two names that look alike for such a reason would
/// else be two people.
///
/// What joins letters and pictures stays where it does (U+200C and U+200D, as in Persian, in the
/// scripts of India and in families of emoji), and so does what colours a picture (U+FE0E, U+FE0F).
/// See Unicode Technical Standard 39, section 3, and RFC 8264, section 9.
public final class PlainName {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private PlainName() {}

  /// The name without what is left out, its spaces folded to single ones; empty where nothing is
  /// left. Applied again it changes nothing.
  public static String of(String text) {
    var plain = new StringBuilder(text.length());
    int[] points = Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (isJoiner(points[i])) {
        if (joins(points, i)) {
          plain.appendCodePoint(points[i]);
        }
      } else if (isVariation(points[i])) {
        if (plain.length() > 0 && isPicture(plain.codePointBefore(plain.length()))) {
          plain.appendCodePoint(points[i]);
        }
      } else if (isSpace(points[i])) {
        plain.append(' ');
      } else if (!isHidden(points[i]) && !isCheckMark(points[i])) {
        plain.appendCodePoint(points[i]);
      }
    }
    return plain.toString().replaceAll(" {2,}", " ").strip();
  }

  private static boolean isJoiner(int point) {
    return point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
  }

  private static boolean isVariation(int point) {
    return point == 0xFE0E || point == 0xFE0F;
  }

  /// Whether a joiner stands between letters of a script that joins them, or between pictures.
  private static boolean joins(int[] points, int at) {
    if (at == 0 || at == points.length - 1) {
      return false;
    }
    int before = points[at - 1];
    int after = points[at + 1];
    if (points[at] == ZERO_WIDTH_JOINER && isPicture(after)) {
      return isPicture(before) || (isVariation(before) && at > 1 && isPicture(points[at - 2]));
    }
    return isOfJoiningScript(before) && isOfJoiningScript(after);
  }

  private static boolean isPicture(int point) {
    return Character.isExtendedPictographic(point) || Character.isEmojiModifier(point);
  }

  private static boolean isOfJoiningScript(int point) {
    return switch (Character.UnicodeScript.of(point)) {
      case ARABIC,
          SYRIAC,
          MONGOLIAN,
          NKO,
          DEVANAGARI,
          BENGALI,
          GURMUKHI,
          GUJARATI,
          ORIYA,
          TAMIL,
          TELUGU,
          KANNADA,
          MALAYALAM,
          SINHALA,
          KHMER,
          MYANMAR,
          TIBETAN ->
          true;
      case INHERITED -> Character.getType(point) == Character.NON_SPACING_MARK;
      default -> false;
    };
  }

  private static boolean isSpace(int point) {
    return Character.isSpaceChar(point) || Character.isWhitespace(point);
  }

  /// Controls, format characters with the bidi ones among them, halves of pairs, what is private or
  /// unassigned, and letters that are drawn as nothing.
  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default ->
          point == 0x034F // combining grapheme joiner
              || point == 0x115F // Hangul fillers
              || point == 0x1160
              || point == 0x3164
              || point == 0xFFA0
              || point == 0x17B4 // Khmer inherent vowels
              || point == 0x17B5
              || point == 0x2800 // Braille without a dot
              || (point >= 0x180B && point <= 0x180F) // Mongolian variations
              || (point >= 0xFE00 && point <= 0xFE0D)
              || (point >= 0xE0100 && point <= 0xE01EF);
    };
  }

  private static boolean isCheckMark(int point) {
    return switch (point) {
      case 0x2611, 0x2705, 0x2713, 0x2714, 0x237B, 0x10102, 0x1F5F8, 0x1F5F9, 0x1FBB1 -> true;
      default -> false;
    };
  }
}
