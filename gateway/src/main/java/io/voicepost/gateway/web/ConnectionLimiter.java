package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.voicepost.gateway.web.http.ClientAddresses;
import io.voicepost.gateway.web.stream.FairSlots;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Who may hold connections, and for how long without asking for something. Each address has its
/// share of them, IPv6 by its upper half; those of trusted proxies, which speak for many, are
/// counted by the server alone.
final class ConnectionLimiter {
  /// How much longer a body may take that was answered before it had come.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final ClientAddresses addresses;
  private final FairSlots slots;
  private final Duration patience;

  ConnectionLimiter(ClientAddresses addresses, WebLimits limits) {
    this.addresses = addresses;
    this.slots = new FairSlots(limits.connections(), limits.connectionsEach());
    this.patience = limits.patience();
  }

  void guard(ServerBuilder builder) {
    builder
        .childChannelPipelineCustomizer(pipeline -> pipeline.addFirst(new Guard()))
        .decorator(this::serve);
  }

  private HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    var channel = context.log().partial().channel();
    var guard = channel == null ? null : channel.pipeline().get(Guard.class);
    if (channel != null && guard != null) {
      guard.begin();
      // Where streams share a connection, one that is broken off leaves nothing in the way of
      // others.
      boolean isAlone = !context.sessionProtocol().isMultiplex();
      var body =
          isAlone && !request.isEmpty() ? Optional.of(request) : Optional.<HttpRequest>empty();
      var _ =
          context
              .log()
              .whenAvailable(RequestLogProperty.RESPONSE_COMPLETE)
              .thenRun(() -> channel.eventLoop().execute(() -> guard.end(channel, body)));
    }
    return delegate.serve(context, request);
  }

  /// One connection; all of it happens on the connection's thread.
  private final class Guard extends ChannelInboundHandlerAdapter {
    private Optional<FairSlots.Slot> slot = Optional.empty();
    private int inHand;
    private int begun;
    private long headSince = System.nanoTime();

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      var channel = context.channel();
      if (channel.remoteAddress() instanceof InetSocketAddress peer) {
        var who = addresses.ofPeer(peer.getAddress());
        if (who.isPresent()) {
          slot = slots.take(who.get(), () -> close(channel));
          if (slot.isEmpty()) {
            close(channel);
            return;
          }
        }
      }
      long every = patience.dividedBy(4).toMillis();
      var looking =
          channel
              .eventLoop()
              .scheduleWithFixedDelay(() -> look(channel), every, every, TimeUnit.MILLISECONDS);
      var _ =
          channel
              .closeFuture()
              .addListener(_ -> {
                looking.cancel(false);
                slot.ifPresent(FairSlots.Slot::close);
              });
    }

    private void look(Channel channel) {
      if (inHand == 0 && headSince != 0 && System.nanoTime() - headSince > patience.toNanos()) {
        close(channel);
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      if (inHand == 0 && headSince == 0) {
        headSince = System.nanoTime();
      }
      context.fireChannelRead(bytes);
    }

    void begin() {
      inHand++;
      begun++;
      headSince = 0;
    }

    /// @param body the request, if it has one that may not have come
    void end(Channel channel, Optional<HttpRequest> body) {
      inHand--;
      if (body.filter(it -> !isRead(it)).isPresent()) {
        int last = begun;
        Runnable closing = () -> closeUnlessUsedSince(last, channel);
        var _ = channel.eventLoop().schedule(closing, LINGER.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private static boolean isRead(HttpRequest request) {
      var end = request.whenComplete();
      return end.isDone() && !end.isCompletedExceptionally();
    }

    private void closeUnlessUsedSince(int last, Channel channel) {
      if (begun == last) {
        close(channel);
      }
    }
  }

  private static void close(Channel channel) {
    var _ = channel.close();
  }
}
