package io.voicepost.gateway.access;

/// Bytes as letters and digits that nobody mistakes for others (RFC 4648, section 6), as
/// authenticator apps want them typed.
final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Base32() {}

  /// Without padding.
  static String encode(byte[] bytes) {
    var text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte b : bytes) {
      buffer = buffer << Byte.SIZE | (b & 0xff);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(ALPHABET.charAt(buffer >> held & 31));
      }
    }
    return held == 0
        ? text.toString()
        : text.append(ALPHABET.charAt(buffer << (BITS - held) & 31)).toString();
  }
}
