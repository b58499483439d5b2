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
import io.voicepost.gateway.web.api.Addresses;
import io.voicepost.gateway.web.api.FairSlots;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Who may hold connections, and for how long without asking for something. Each address has its
/// share of them, IPv6 by its upper half; those of trusted proxies, which speak for many, are
/// counted by the server alone.
final class Connections {
  /// As long as the head of a request may take to come, from its first byte on.
  private static final Duration HEAD = Duration.ofSeconds(20);

  /// How much longer a body may take that was answered before it had come.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Addresses addresses;
  private final FairSlots slots;

  Connections(Addresses addresses, WebLimits limits) {
    this.addresses = addresses;
    this.slots = new FairSlots(limits.connections(), limits.connectionsEach());
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
      var _ =
          context
              .log()
              .whenAvailable(RequestLogProperty.RESPONSE_COMPLETE)
              .thenRun(() -> channel.eventLoop().execute(() -> guard.end(channel, request)));
    }
    return delegate.serve(context, request);
  }

  /// One connection; all of it happens on the connection's thread.
  private final class Guard extends ChannelInboundHandlerAdapter {
    private Optional<FairSlots.Slot> slot = Optional.empty();
    private int inHand;
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
      var looking =
          channel
              .eventLoop()
              .scheduleWithFixedDelay(
                  () -> look(channel), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
      var _ =
          channel
              .closeFuture()
              .addListener(_ -> {
                looking.cancel(false);
                slot.ifPresent(FairSlots.Slot::close);
              });
    }

    private void look(Channel channel) {
      if (inHand == 0 && headSince != 0 && System.nanoTime() - headSince > HEAD.toNanos()) {
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
      headSince = 0;
    }

    void end(Channel channel, HttpRequest request) {
      inHand--;
      if (!request.isComplete()) {
        var _ =
            channel
                .eventLoop()
                .schedule(
                    () -> closeUnless(request, channel), LINGER.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private void closeUnless(HttpRequest request, Channel channel) {
      if (!request.isComplete()) {
        close(channel);
      }
    }
  }

  private static void close(Channel channel) {
    var _ = channel.close();
  }
}
