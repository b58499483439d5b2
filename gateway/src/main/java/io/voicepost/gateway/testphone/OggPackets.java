package io.voicepost.gateway.testphone;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The Opus packets of an Ogg file (RFC 3533, 6; RFC 7845, 3): a page is a header of 27 bytes, a
/// table of segment lengths and the segments; a segment shorter than 255 bytes ends its packet.
final class OggPackets {
  private static final int HEADER = 27;
  private static final int DESCRIPTIVE_PACKETS = 2;

  private OggPackets() {}

  static List<byte[]> of(byte[] ogg) {
    var packets = new ArrayList<byte[]>();
    var packet = new ByteArrayOutputStream();
    int at = 0;
    while (at + HEADER < ogg.length) {
      int segments = ogg[at + HEADER - 1] & 0xff;
      int table = at + HEADER;
      at = table + segments;
      for (int i = 0; i < segments; i++) {
        int length = ogg[table + i] & 0xff;
        packet.write(ogg, at, length);
        at += length;
        if (length < 255) {
          packets.add(packet.toByteArray());
          packet.reset();
        }
      }
    }
    return packets.subList(Math.min(DESCRIPTIVE_PACKETS, packets.size()), packets.size());
  }
}
