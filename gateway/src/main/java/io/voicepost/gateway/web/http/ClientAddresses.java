package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where requests come from. What `X-Forwarded-For` says counts only where a trusted proxy wrote
/// it: from the end, up to the first address that is none of the proxies.
public final class ClientAddresses {
  private final Set<InetAddress> proxies;

  /// @param proxies numeric addresses
  public ClientAddresses(List<String> proxies) {
    this.proxies = new HashSet<>();
    for (var text : proxies) {
      this.proxies.add(
          parse(text)
              .orElseThrow(() -> new IllegalArgumentException("not a numeric address: " + text)));
    }
  }

  /// The name by which an address is counted: an IPv6 one without its lower half, for one customer
  /// has all of it.
  public String of(ServiceRequestContext context, RequestHeaders headers) {
    return name(client(context.remoteAddress().getAddress(), headers));
  }

  /// The name by which a connection is counted; empty for that of a proxy, which speaks for many.
  public Optional<String> ofPeer(InetAddress peer) {
    return proxies.contains(peer) ? Optional.empty() : Optional.of(name(peer));
  }

  private InetAddress client(InetAddress peer, RequestHeaders headers) {
    if (!proxies.contains(peer)) {
      return peer;
    }
    var hops = String.join(",", headers.getAll(HttpHeaderNames.X_FORWARDED_FOR)).split(",", -1);
    var client = peer;
    for (int i = hops.length - 1; i >= 0 && proxies.contains(client); i--) {
      var hop = parse(hops[i].strip());
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
    }
    return client;
  }

  static String name(InetAddress address) {
    return address instanceof Inet6Address
        ? NetUtil.bytesToIpAddress(upperHalf(address.getAddress())) + "/64"
        : address.getHostAddress();
  }

  private static byte[] upperHalf(byte[] address) {
    return Arrays.copyOf(Arrays.copyOf(address, 8), 16);
  }

  /// Numeric only: a name would be looked up.
  private static Optional<InetAddress> parse(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
