package io.voicepost.gateway.agi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// A SIP message as Asterisk copies it to a capture server, in HEP version 3: chunks, each with a
/// vendor, a type, its own length and a value.
///
/// @param key the shared secret, empty if there is none
/// @param call what it belongs to: Asterisk's name of a channel, or the message's own Call-ID
/// @param message the SIP message, as it came
record HepPacket(String key, String call, String message) {
  private static final int MAGIC = 0x48455033;
  private static final int CHUNK_HEADER = 6;
  private static final int PAYLOAD = 0x0f;
  private static final int KEY = 0x0e;
  private static final int CORRELATION = 0x11;

  /// Empty for what is no such packet.
  static Optional<HepPacket> read(ByteBuffer packet) {
    String key = "";
    String call = "";
    String message = "";
    try {
      if (packet.getInt() != MAGIC) {
        return Optional.empty();
      }
      packet.getShort();
      while (packet.hasRemaining()) {
        int vendor = packet.getShort();
        int type = packet.getShort();
        int length = Short.toUnsignedInt(packet.getShort()) - CHUNK_HEADER;
        if (length < 0 || length > packet.remaining()) {
          return Optional.empty();
        }
        byte[] value = new byte[length];
        packet.get(value);
        if (vendor == 0) {
          switch (type) {
            case KEY -> key = text(value);
            case CORRELATION -> call = text(value);
            case PAYLOAD -> message = text(value);
            default -> {}
          }
        }
      }
      return Optional.of(new HepPacket(key, call, message));
    } catch (BufferUnderflowException cut) {
      return Optional.empty();
    }
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  boolean isFrom(String secret) {
    return MessageDigest.isEqual(bytes(key), bytes(secret));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Whether it acknowledges the answer to a call. Asterisk has found the call by the dialog's
  /// tags; where it finds none it names the Call-ID, in which a stranger can write the name of a
  /// call.
  boolean isAcknowledgement() {
    return message.startsWith("ACK ") && !call.isEmpty() && !message.contains(call);
  }

  /// Without what callers say of themselves.
  @Override
  public String toString() {
    return "HepPacket[call=" + call + "]";
  }
}
