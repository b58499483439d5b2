package io.voicepost.gateway.web.audio;

/// What a `Range` header asks of a file of known size (RFC 9110, section 14).
sealed interface ByteRange {
  /// The whole file: no header, another unit, several ranges, or one that nobody can read.
  record Whole() implements ByteRange {}

  /// The bytes from `first` to `last`, both included.
  record Partial(long first, long last) implements ByteRange {
    long length() {
      return last - first + 1;
    }
  }

  /// Nothing of what was asked for is in the file.
  record Unsatisfiable() implements ByteRange {}

  /// Reads a `Range` header, which may be empty, for a file of `size` bytes.
  static ByteRange of(String header, long size) {
    var text = header.strip();
    if (!text.regionMatches(true, 0, "bytes=", 0, 6)) {
      return new Whole();
    }
    var range = text.substring(6).strip();
    int dash = range.indexOf('-');
    if (dash < 0 || !digits(range, 0, dash) || !digits(range, dash + 1, range.length())) {
      return new Whole();
    }
    if (dash == 0) {
      return range.length() == 1 ? new Whole() : suffix(number(range.substring(1)), size);
    }
    long first = number(range.substring(0, dash));
    long last = dash + 1 == range.length() ? Long.MAX_VALUE : number(range.substring(dash + 1));
    if (last < first) {
      return new Whole();
    }
    return first >= size ? new Unsatisfiable() : new Partial(first, Math.min(last, size - 1));
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0 || size == 0
        ? new Unsatisfiable()
        : new Partial(Math.max(0, size - length), size - 1);
  }

  private static boolean digits(String text, int from, int to) {
    return text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// A number of any length; what is larger than any file counts as the largest.
  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
