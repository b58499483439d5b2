package io.voicepost.gateway.testphone;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Who calls whom, as the headers of an INVITE.
///
/// @param requestUri who is called
/// @param from the From header without its tag
/// @param extra further headers, such as Privacy
record InviteHeaders(String requestUri, String from, List<SipMessage.Header> extra) {
  InviteHeaders {
    extra = List.copyOf(extra);
  }

  /// A withheld number is shown as RFC 3323, 4.1.1.3 asks for it.
  static InviteHeaders of(Optional<String> from, String to, InetSocketAddress service) {
    var host = hostAndPort(service);
    var uri = "sip:" + to + "@" + host;
    return from.map(
            number -> new InviteHeaders(uri, "<sip:" + number + "@" + host + ">", List.of()))
        .orElseGet(() ->
            new InviteHeaders(
                uri,
                "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                List.of(new SipMessage.Header("Privacy", "id"))));
  }

  static String hostAndPort(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
