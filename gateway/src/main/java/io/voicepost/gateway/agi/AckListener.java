package io.voicepost.gateway.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears which callers acknowledged our answer. Asterisk counts a call as answered before that and
/// tells nobody when it comes, but it sends a copy of all signalling to a capture server: to us, on
/// loopback (`hep.conf`). Acknowledgements are looked at, nothing is kept. Safe for many threads.
final class AckListener implements AutoCloseable {
  private static final int LONGEST_PACKET = 65_536;

  /// What may wait while this machine is busy; the system may allow less.
  private static final int BUFFER = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(AckListener.class);

  private final DatagramChannel channel;
  private final String secret;
  private final Map<String, CountDownLatch> expected = new ConcurrentHashMap<>();

  private AckListener(DatagramChannel channel, String secret) {
    this.channel = channel;
    this.secret = secret;
  }

  /// Listens on a UDP port of loopback.
  ///
  /// @param secret what Asterisk sends with each packet
  static AckListener listen(int port, String secret) throws IOException {
    var channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen for Asterisk on UDP port " + port, e);
    }
    var ackListener = new AckListener(channel, secret);
    // Not a virtual one: while all of these are busy, packets would be lost.
    Thread.ofPlatform().daemon().name("acknowledgements").start(ackListener::listen);
    return ackListener;
  }

  /// Expects the acknowledgement of a call, before it is answered.
  ///
  /// @param call Asterisk's name of its channel
  Expected expect(String call) {
    return new Expected(call, expected.computeIfAbsent(call, _ -> new CountDownLatch(1)));
  }

  /// One call's, until it is closed.
  final class Expected implements AutoCloseable {
    private final String call;
    private final CountDownLatch came;

    private Expected(String call, CountDownLatch came) {
      this.call = call;
      this.came = came;
    }

    /// Asterisk's name of its channel.
    String call() {
      return call;
    }

    /// Whether it came, or comes within `patience`.
    boolean within(Duration patience) {
      try {
        return came.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      expected.remove(call, came);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void listen() {
    var packet = ByteBuffer.allocate(LONGEST_PACKET);
    while (channel.isOpen()) {
      try {
        packet.clear();
        channel.receive(packet);
        HepPacket.read(packet.flip())
            .filter(it -> it.isFrom(secret) && it.isAcknowledgement())
            .flatMap(it -> Optional.ofNullable(expected.get(it.call())))
            .ifPresent(CountDownLatch::countDown);
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        log.warn("sip packet lost error=\"{}\"", e.toString());
      }
    }
  }
}
