package io.voicepost.gateway.agi;

import io.voicepost.gateway.Sound;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The other end of one FastAGI connection, as far as Asterisk 22 was seen to behave, and as badly
/// as a test wants it to.
final class FakeAsterisk implements AutoCloseable {
  static final String SECRET = "0123456789abcdef";

  /// The call's, and everybody's.
  static final String CHANNEL = "PJSIP/trunk-00000001";

  private final Socket socket;
  private final BufferedReader in;
  private final List<String> commands = new ArrayList<>();
  private byte[] acknowledgement =
      capture(SECRET, CHANNEL, "ACK sip:8642@127.0.0.1 SIP/2.0\r\nCall-ID: 1\r\n\r\n");

  FakeAsterisk(int port) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(10_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /// What Asterisk 22.10 sends for a call from `number`, in its order.
  static Map<String, String> environment(String number) {
    var entries = new LinkedHashMap<String, String>();
    entries.put("agi_network", "yes");
    entries.put("agi_network_script", SECRET);
    entries.put("agi_request", "agi://127.0.0.1:4573/" + SECRET);
    entries.put("agi_channel", CHANNEL);
    entries.put("agi_language", "en");
    entries.put("agi_type", "PJSIP");
    entries.put("agi_uniqueid", "1795348800.1");
    entries.put("agi_version", "22.10.1");
    entries.put("agi_callerid", "unknown");
    entries.put("agi_calleridname", "unknown");
    entries.put("agi_callingpres", "0");
    entries.put("agi_callingani2", "0");
    entries.put("agi_callington", "0");
    entries.put("agi_callingtns", "0");
    entries.put("agi_dnid", "unknown");
    entries.put("agi_rdnis", "unknown");
    entries.put("agi_context", "line");
    entries.put("agi_extension", "s");
    entries.put("agi_priority", "9");
    entries.put("agi_enhanced", "0.0");
    entries.put("agi_accountcode", "");
    entries.put("agi_threadid", "140000000000");
    entries.put("agi_arg_1", number);
    entries.put("agi_arg_2", "");
    entries.put("agi_arg_3", "8642");
    entries.put("agi_arg_4", "wav");
    return entries;
  }

  /// What arrives where acknowledgements arrive, once the call is answered.
  FakeAsterisk acknowledging(byte[] packet) {
    acknowledgement = packet;
    return this;
  }

  /// A SIP message as Asterisk copies it to a capture server (HEP, version 3).
  static byte[] capture(String key, String call, String message) {
    var packet = ByteBuffer.allocate(1024);
    packet.putInt(0x48455033).putShort((short) 0);
    chunk(packet, 0x01, new byte[] {2});
    chunk(packet, 0x0e, key.getBytes(StandardCharsets.ISO_8859_1));
    chunk(packet, 0x11, call.getBytes(StandardCharsets.ISO_8859_1));
    chunk(packet, 0x0f, message.getBytes(StandardCharsets.ISO_8859_1));
    packet.putShort(4, (short) packet.position());
    return Arrays.copyOf(packet.array(), packet.position());
  }

  private static void chunk(ByteBuffer packet, int type, byte[] value) {
    packet.putShort((short) 0).putShort((short) type).putShort((short) (6 + value.length));
    packet.put(value);
  }

  private void acknowledge() throws IOException {
    try (var udp = new DatagramSocket()) {
      udp.send(
          new DatagramPacket(
              acknowledgement, acknowledgement.length, socket.getRemoteSocketAddress()));
    }
  }

  FakeAsterisk calls(String number) throws IOException {
    return says(environment(number));
  }

  FakeAsterisk says(Map<String, String> environment) throws IOException {
    var text = new StringBuilder();
    environment.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return says(text.append('\n').toString());
  }

  FakeAsterisk says(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// The next command, or null when the gateway has hung up.
  @Nullable String command() throws IOException {
    try {
      var command = in.readLine();
      if (command != null) {
        commands.add(command);
        if (command.equals("ANSWER")) {
          acknowledge();
        }
      }
      return command;
    } catch (java.net.SocketException reset) {
      return null;
    }
  }

  /// Every command so far.
  List<String> commands() {
    return commands;
  }

  /// Answers as a patient caller would have Asterisk answer, until the gateway hangs up.
  List<String> serve(byte[] voice) throws IOException {
    return serve(command -> reply(command, voice));
  }

  /// Answers each command by a rule; an empty reply hangs up.
  List<String> serve(Function<String, String> rule) throws IOException {
    for (var command = command(); command != null; command = command()) {
      var reply = rule.apply(command);
      if (reply.isEmpty()) {
        socket.close();
        return commands;
      }
      try {
        says(reply + "\n");
      } catch (java.net.SocketException reset) {
        return commands;
      }
    }
    return commands;
  }

  /// How long a key is waited for, rounded up to seconds: a few milliseconds of it are over on a
  /// busy machine.
  static Duration patience(String command) {
    var milliseconds = command.replaceFirst("WAIT FOR DIGIT ", "");
    return Duration.ofSeconds(Math.ceilDiv(Long.parseLong(milliseconds), 1000));
  }

  static String reply(String command, byte[] voice) {
    if (command.startsWith("STREAM FILE")) {
      return "200 result=0 endpos=8000";
    }
    if (command.startsWith("WAIT FOR DIGIT")) {
      // To post it, and then nothing more.
      return patience(command).toSeconds() == 5 ? "200 result=49" : "200 result=0";
    }
    if (command.startsWith("SET VARIABLE")) {
      return "200 result=1";
    }
    if (command.startsWith("RECORD FILE")) {
      Sound.write(Path.of(target(command) + ".wav"), voice);
      return "200 result=35 (dtmf) endpos=" + Sound.samples(voice);
    }
    return "200 result=0";
  }

  /// The file of a `RECORD FILE` command, without its extension.
  static String target(String command) {
    return command.split("\"", -1)[1];
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
