package io.voicepost.gateway.testphone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Signals like the browser phone (RFC 7118), but sends no sound.
final class WebSocketPhone {
  private final InetSocketAddress server;

  WebSocketPhone(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// Calls without a password and returns the status of the final response.
  int call(String user, String from) throws IOException, InterruptedException {
    return invite(new InviteHeaders(uri(user), from, List.of())).status();
  }

  /// Calls, is asked for the password, and calls again with it.
  int call(String user, String from, String password, SipMessage.Header... more) throws Exception {
    var asked = invite(new InviteHeaders(uri(user), from, List.of()));
    var headers = new ArrayList<>(List.of(more));
    headers.add(authorization(asked, uri(user), password));
    return invite(new InviteHeaders(uri(user), from, headers)).status();
  }

  private String uri(String user) {
    return "sip:" + user + "@" + InviteHeaders.hostAndPort(server);
  }

  /// RFC 3261, 22.4, with MD5 and without a count of requests.
  static SipMessage.Header authorization(SipMessage asked, String uri, String password)
      throws GeneralSecurityException {
    var challenge = asked.header("WWW-Authenticate").orElse("");
    var realm = part("realm", challenge);
    var nonce = part("nonce", challenge);
    var proof =
        md5(
            String.join(
                ":",
                md5("browser:" + realm + ":" + password),
                nonce,
                "00000001",
                "here",
                "auth",
                md5("INVITE:" + uri)));
    return new SipMessage.Header(
        "Authorization",
        ("Digest username=\"browser\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
                + " algorithm=MD5, qop=auth, nc=00000001, cnonce=\"here\", opaque=\"%s\"")
            .formatted(realm, nonce, uri, proof, part("opaque", challenge)));
  }

  private static String part(String name, String challenge) {
    var found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
    if (!found.find()) {
      throw new AssertionError("no " + name + " in: " + challenge);
    }
    return found.group(1);
  }

  private static String md5(String text) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
  }

  private SipMessage invite(InviteHeaders dialling) throws IOException, InterruptedException {
    var received = new LinkedBlockingQueue<SipMessage>();
    var invite = new String(new SipRequests(dialling, server).invite(offer()).bytes(), UTF_8);
    try (var http = HttpClient.newHttpClient()) {
      var socket =
          http.newWebSocketBuilder()
              .subprotocols("sip")
              .buildAsync(
                  URI.create("ws://" + InviteHeaders.hostAndPort(server) + "/ws"),
                  new Inbox(received))
              .join();
      try {
        socket.sendText(invite.replace("SIP/2.0/UDP", "SIP/2.0/WS"), true).join();
        return finalResponse(received);
      } finally {
        socket.abort();
      }
    }
  }

  private static SipMessage finalResponse(BlockingQueue<SipMessage> received)
      throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      var message = received.poll(5, TimeUnit.SECONDS);
      if (message != null && message.status() >= 200) {
        return message;
      }
    }
    throw new AssertionError("no final response");
  }

  /// What a browser offers, with keys that nobody will come to use.
  private String offer() {
    return SessionDescription.offer(server, new Call.Device(Codec.PCMU, DtmfMode.RFC4733))
            .replace("RTP/AVP", "UDP/TLS/RTP/SAVPF")
        + String.join(
            "\r\n",
            "a=ice-ufrag:voicepost",
            "a=ice-pwd:0123456789012345678901",
            "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB",
            "a=setup:actpass",
            "a=rtcp-mux",
            "a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host",
            "");
  }

  /// Takes whole messages only: those of SIP fit into one frame here.
  private record Inbox(BlockingQueue<SipMessage> received) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      byte[] bytes = text.toString().getBytes(UTF_8);
      SipMessage.parse(bytes, bytes.length).ifPresent(received::add);
      return WebSocket.Listener.super.onText(socket, text, last);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      SipMessage.parse(bytes, bytes.length).ifPresent(received::add);
      return WebSocket.Listener.super.onBinary(socket, data, last);
    }
  }
}
