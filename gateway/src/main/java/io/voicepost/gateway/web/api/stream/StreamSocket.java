package io.voicepost.gateway.web.api.stream;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.netty.util.AttributeKey;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ResponseWriter;
import io.voicepost.gateway.web.stream.StreamConnection;
import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Streams over a WebSocket (RFC 6455), several on one connection. Who asks is found out before the
/// connection becomes one, so that a wrong token is refused as everywhere else.
public final class StreamSocket {
  private static final AttributeKey<Opening> OPENING =
      AttributeKey.valueOf(StreamSocket.class, "OPENING");
  private static final String PROTOCOL = "sec-websocket-protocol";
  private static final int MOST_FRAME_BYTES = 4096;

  private final StreamDispatcher dispatcher;
  private final Function<ServiceRequestContext, String> base;

  public StreamSocket(StreamDispatcher dispatcher, Function<ServiceRequestContext, String> base) {
    this.dispatcher = dispatcher;
    this.base = base;
  }

  /// A socket that is about to be one.
  private record Opening(
      Optional<Grant> grant,
      WebSocketWriter out,
      SubscriberConnection<WebSocketFrame> connection) {}

  /// Who opens a socket.
  ///
  /// @param address by what their address is counted
  public record SocketClient(Optional<Grant> grant, String address) {
    Optional<AccountId> viewer() {
      return grant.flatMap(Grant::account);
    }
  }

  /// Who asks, counted.
  public interface SocketGuard {
    SocketClient admit(ServiceRequestContext context, RequestHeaders headers)
        throws ApiException, IOException;
  }

  /// @param plain answers who does not want a socket
  public HttpService service(SocketGuard guard, HttpService plain) {
    var sockets =
        WebSocketService.builder(this::open)
            .maxFramePayloadLength(MOST_FRAME_BYTES)
            // Apps are everywhere; a cookie is believed from our own pages only.
            .allowedOrigin(_ -> true)
            .build();
    return sockets.decorate((delegate, context, request) ->
        isUpgrade(request.headers())
            ? HttpResponse.of(admitted(guard, delegate, context, request))
            : plain.serve(context, request));
  }

  private static boolean isUpgrade(RequestHeaders headers) {
    return headers.method() == HttpMethod.CONNECT
        || "websocket".equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE));
  }

  private CompletableFuture<HttpResponse> admitted(
      SocketGuard guard, HttpService delegate, ServiceRequestContext context, HttpRequest request) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            var client = guard.admit(context, request.headers());
            var out = WebSocket.streaming();
            var connection =
                SubscriberConnection.socket(
                    StreamConnection.socket(out, client.grant().map(Grant::token)));
            if (!dispatcher.add(connection, client.viewer(), client.address())) {
              throw new IOException("too many listeners");
            }
            context.setAttr(OPENING, new Opening(client.grant(), out, connection));
            // Also where it becomes no socket after all.
            var _ = context.log().whenComplete().thenRun(out::abort);
            return echoed(delegate.serve(context, named(context, request)), request.headers());
          } catch (Exception e) {
            request.abort();
            return ResponseWriter.of(e, context.path());
          }
        },
        context.blockingTaskExecutor());
  }

  /// Apps are no pages and name no origin, which the server insists on.
  private static HttpRequest named(ServiceRequestContext context, HttpRequest request) {
    if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
      return request;
    }
    var named =
        request.mapHeaders(it -> it.toBuilder().set(HttpHeaderNames.ORIGIN, "null").build());
    context.updateRequest(named);
    return named;
  }

  /// Browsers give up where none of the protocols that they named is agreed to, even if it was a
  /// token (WebSockets standard, section 2.1).
  private static HttpResponse echoed(HttpResponse response, RequestHeaders asked) {
    var named = asked.get(PROTOCOL);
    return named == null
        ? response
        : response
            .mapInformational(it -> it.toBuilder().set(PROTOCOL, named).build())
            .mapHeaders(it -> it.toBuilder().set(PROTOCOL, named).build());
  }

  private WebSocket open(ServiceRequestContext context, WebSocket in) {
    context.clearRequestTimeout();
    var opening = requireNonNull(context.attr(OPENING));
    var session =
        new StreamSession(dispatcher, opening.grant(), base.apply(context), opening.connection());
    context
        .blockingTaskExecutor()
        .execute(() -> {
          session.begin(context.queryParams());
          in.subscribe(new StreamSession.Reader(session, context.blockingTaskExecutor()));
        });
    return opening.out();
  }
}
