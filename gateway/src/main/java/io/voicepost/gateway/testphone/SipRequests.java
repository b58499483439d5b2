package io.voicepost.gateway.testphone;

import io.voicepost.gateway.testphone.SipMessage.Header;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The requests of one outgoing call (RFC 3261, 8.1.1, 9.1, 12.2.1.1 and 17.1.1.3).
final class SipRequests {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final InviteHeaders invite;
  private final String local;
  private final String callId = random();
  private final String tag = random();
  private final String inviteBranch = branch();

  /// @param local our address, as the server sees it
  SipRequests(InviteHeaders invite, InetSocketAddress local) {
    this.invite = invite;
    this.local = InviteHeaders.hostAndPort(local);
  }

  String callId() {
    return callId;
  }

  SipMessage invite(String offer) {
    var headers = headers("INVITE", 1, inviteBranch, Optional.empty());
    headers.add(new Header("Contact", "<sip:phone@" + local + ">"));
    headers.add(new Header("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS"));
    headers.addAll(invite.extra());
    headers.add(new Header("Content-Type", "application/sdp"));
    return new SipMessage("INVITE " + invite.requestUri() + " SIP/2.0", headers, offer);
  }

  SipMessage cancel() {
    return toTheLine("CANCEL", Optional.empty());
  }

  /// The ACK of a refusal belongs to the INVITE; that of an answer is a request of its own.
  SipMessage refused(SipMessage refusal) {
    return toTheLine("ACK", refusal.header("To"));
  }

  /// A request within the established dialog goes to the other side's Contact.
  SipMessage inDialog(String method, int sequence, SipMessage answer) {
    var contact = answer.header("Contact").orElse(invite.requestUri());
    var target =
        contact.contains("<")
            ? contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'))
            : contact;
    return new SipMessage(
        method + " " + target + " SIP/2.0",
        headers(method, sequence, branch(), answer.header("To")),
        "");
  }

  /// A pressed key, as Cisco's exchanges began it and all others took it over, or the key alone: no
  /// standard has either.
  SipMessage key(char symbol, Duration length, DtmfMode way, int sequence, SipMessage answer) {
    boolean relay = way == DtmfMode.INFO;
    var request = inDialog("INFO", sequence, answer);
    var headers = new ArrayList<>(request.headers());
    headers.add(new Header("Content-Type", "application/dtmf" + (relay ? "-relay" : "")));
    return new SipMessage(
        request.firstLine(),
        headers,
        relay ? "Signal=" + symbol + "\r\nDuration=" + length.toMillis() + "\r\n" : "" + symbol);
  }

  private SipMessage toTheLine(String method, Optional<String> to) {
    return new SipMessage(
        method + " " + invite.requestUri() + " SIP/2.0", headers(method, 1, inviteBranch, to), "");
  }

  private List<Header> headers(String method, int sequence, String branch, Optional<String> to) {
    return new ArrayList<>(
        List.of(
            new Header("Via", "SIP/2.0/UDP " + local + ";rport;branch=" + branch),
            new Header("Max-Forwards", "70"),
            new Header("From", invite.from() + ";tag=" + tag),
            new Header("To", to.orElse("<" + invite.requestUri() + ">")),
            new Header("Call-ID", callId),
            new Header("CSeq", sequence + " " + method),
            new Header("User-Agent", "voicepost call")));
  }

  private static String branch() {
    return "z9hG4bK" + random();
  }

  private static String random() {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
