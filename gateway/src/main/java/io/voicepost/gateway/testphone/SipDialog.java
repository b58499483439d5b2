package io.voicepost.gateway.testphone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// The signalling of one outgoing call (RFC 3261, 12, 13 and 17.1 over UDP). It never blocks:
/// [#tick] reads what has come and sends again what was not answered. For one thread.
final class SipDialog implements AutoCloseable {
  enum State {
    CALLING,
    TALKING,
    LEAVING,
    OVER
  }

  /// T1 of RFC 3261, 17.1.1.1: the first wait before a request is sent again; then twice as long.
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private static final Duration DEAF = Duration.ofSeconds(8);
  private static final Duration LONGEST_RINGING = Duration.ofSeconds(30);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final InetSocketAddress server;
  private final DatagramChannel channel;
  private final SipRequests requests;
  private final ByteBuffer in = ByteBuffer.allocate(65_536);
  private final Queue<SipMessage> unsent = new ArrayDeque<>();

  private State state = State.CALLING;
  private Optional<SipMessage> pending = Optional.empty();
  private Optional<SipMessage> finalResponse = Optional.empty();
  private Optional<SipMessage> ack = Optional.empty();
  private boolean byService;
  private int retransmissions;
  private long pendingSince;
  private long sendAgainAt;
  private long wait;
  private int sequence = 1;

  SipDialog(InetSocketAddress server, InviteHeaders invite) throws IOException {
    this.server = server;
    this.channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.connect(server);
    this.requests = new SipRequests(invite, local());
  }

  State state() {
    return state;
  }

  boolean byService() {
    return byService;
  }

  String callId() {
    return requests.callId();
  }

  int retransmissions() {
    return retransmissions;
  }

  /// Ours, as the server sees it.
  InetSocketAddress local() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /// The answer, or the refusal; empty while it rings.
  Optional<SipMessage> finalResponse() {
    return finalResponse;
  }

  void invite(String offer, long now) throws IOException {
    request(requests.invite(offer), now);
  }

  void hangUp(long now) throws IOException {
    if (state != State.TALKING) {
      return;
    }
    state = State.LEAVING;
    unsent.clear();
    request(requests.inDialog("BYE", ++sequence, finalResponse.orElseThrow()), now);
  }

  /// Presses a key by INFO. The next one is sent when the one before has arrived.
  void press(char key, Duration length, DtmfMode way, long now) throws IOException {
    if (state != State.TALKING) {
      return;
    }
    unsent.add(requests.key(key, length, way, ++sequence, finalResponse.orElseThrow()));
    sendUnsent(now);
  }

  /// @throws IOException if nobody listens at the server's address
  void tick(long now) throws IOException {
    receive(now);
    var since = Duration.ofNanos(now - pendingSince);
    if (state == State.LEAVING && since.compareTo(GOODBYE) > 0) {
      state = State.OVER;
    } else if (state == State.CALLING) {
      giveUp(since);
    }
    if (pending.isPresent() && state != State.OVER && now >= sendAgainAt) {
      retransmissions++;
      wait *= 2;
      sendAgainAt = now + wait;
      send(pending.get());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void giveUp(Duration since) throws IOException {
    if (pending.isPresent() && since.compareTo(DEAF) > 0) {
      over("no answer from " + InviteHeaders.hostAndPort(server));
    } else if (since.compareTo(LONGEST_RINGING) > 0) {
      send(requests.cancel());
      over("nobody took the call");
    }
  }

  private void over(String reason) {
    finalResponse = Optional.of(new SipMessage("SIP/2.0 408 " + reason, List.of(), ""));
    state = State.OVER;
  }

  private void receive(long now) throws IOException {
    try {
      for (in.clear(); channel.read(in) > 0; in.clear()) {
        var message = SipMessage.parse(in.array(), in.position());
        if (message.isPresent()
            && message.get().header("Call-ID").orElse("").equals(requests.callId())) {
          handle(message.get(), now);
        }
      }
    } catch (PortUnreachableException e) {
      throw new IOException("nobody listens at " + InviteHeaders.hostAndPort(server), e);
    }
  }

  private void handle(SipMessage message, long now) throws IOException {
    if (message.status() == 0) {
      obey(message);
    } else if (message.method().equals("INVITE")) {
      answered(message, now);
    } else if (message.method().equals("BYE") && message.status() >= 200) {
      state = State.OVER;
    } else if (message.status() >= 200 && isAnswerTo(message, pending)) {
      pending = Optional.empty();
      sendUnsent(now);
    }
  }

  private void obey(SipMessage request) throws IOException {
    switch (request.method()) {
      case "ACK" -> {}
      case "BYE" -> {
        send(request.response("200 OK"));
        byService = state != State.LEAVING;
        state = State.OVER;
      }
      case "INVITE", "UPDATE" -> send(request.response("488 Not Acceptable Here"));
      default -> send(request.response("200 OK"));
    }
  }

  private void answered(SipMessage response, long now) throws IOException {
    if (response.status() < 200) {
      // It rings, so the request arrived: from here on only the ringing is limited.
      pending = Optional.empty();
      return;
    }
    if (state != State.CALLING) {
      // Our ACK was lost, so it came again.
      if (ack.isPresent()) {
        send(ack.get());
      }
      return;
    }
    pending = Optional.empty();
    finalResponse = Optional.of(response);
    if (response.status() < 300) {
      state = State.TALKING;
      ack = Optional.of(requests.inDialog("ACK", 1, response));
    } else {
      state = State.OVER;
      ack = Optional.of(requests.refused(response));
    }
    pendingSince = now;
    send(ack.get());
  }

  private static boolean isAnswerTo(SipMessage response, Optional<SipMessage> request) {
    return request.flatMap(it -> it.header("CSeq")).equals(response.header("CSeq"));
  }

  private void sendUnsent(long now) throws IOException {
    if (pending.isEmpty() && !unsent.isEmpty()) {
      request(unsent.remove(), now);
    }
  }

  private void request(SipMessage message, long now) throws IOException {
    pending = Optional.of(message);
    pendingSince = now;
    wait = FIRST_WAIT.toNanos();
    sendAgainAt = now + wait;
    send(message);
  }

  private void send(SipMessage message) throws IOException {
    channel.write(ByteBuffer.wrap(message.bytes()));
  }
}
