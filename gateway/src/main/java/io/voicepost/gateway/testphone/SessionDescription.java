package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// Where and how sound is exchanged (RFC 8866, 3264): one codec, and the keys if the phone says so.
final class SessionDescription {
  /// The payload type of the keys, a dynamic one.
  static final int KEYS = 101;

  private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP[46] ([0-9A-Fa-f:.]+)");
  private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d{1,5}) RTP/AVP ([0-9 ]+)");

  private SessionDescription() {}

  static String offer(InetSocketAddress sound, Call.Device phone) {
    var codec = phone.codec();
    boolean events = phone.dtmf().offersEvents();
    var family = sound.getAddress() instanceof Inet6Address ? "IP6 " : "IP4 ";
    var address = "IN " + family + sound.getAddress().getHostAddress();
    int type = codec.payloadType();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 " + address,
        "s=-",
        "c=" + address,
        "t=0 0",
        "m=audio " + sound.getPort() + " RTP/AVP " + type + (events ? " " + KEYS : ""),
        "a=rtpmap:" + type + " " + codec.mapping(),
        (events ? events(codec) : "") + "a=ptime:20",
        "a=sendrecv",
        "");
  }

  private static String events(Codec codec) {
    return "a=rtpmap:"
        + KEYS
        + " telephone-event/"
        + codec.clockRate()
        + "\r\na=fmtp:"
        + KEYS
        + " 0-15\r\n";
  }

  /// Where the other side wants the sound.
  static InetSocketAddress target(String answer, Codec codec) throws IOException {
    var address = ADDRESS.matcher(answer);
    var audio = AUDIO.matcher(answer);
    if (!address.find() || !audio.find()) {
      throw new IOException("the answer offers no sound");
    }
    if (!(" " + audio.group(2) + " ").contains(" " + codec.payloadType() + " ")) {
      throw new IOException("the answer offers no " + codec);
    }
    return new InetSocketAddress(
        InetAddress.getByName(address.group(1)), Integer.parseInt(audio.group(1)));
  }
}
