package io.voicepost.gateway.agi;

import io.voicepost.gateway.call.CallerProof;
import io.voicepost.gateway.spool.CallId;
import io.voicepost.gateway.spool.CallPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What Asterisk says of a call before we answer: the arguments of our dialplan, checked. The rest
/// of the environment carries what callers wrote into their SIP headers, and is not looked at.
///
/// @param presented the caller's number, empty if withheld
/// @param line the service number that was called
/// @param format what Asterisk is to record in: `wav` or `wav16`
/// @param channel Asterisk's name of the call
/// @param manager the port of its manager interface, if it has one
/// @param verifyResult what it says of the call's signature, `success` or why not; empty if there
///   is none
/// @param identity the signed token (RFC 8225), at most 1000 characters; empty unless the signature
///   is right
/// @param callId what the phone named the call, if that is letters and digits
/// @param ticket what the page gave to a caller who is signed in on it; empty if nothing
record AgiEnvironment(
    String presented,
    String line,
    String format,
    String channel,
    OptionalInt manager,
    String verifyResult,
    String identity,
    String callId,
    String ticket) {
  /// The browser phone's channels.
  private static final String BROWSER = "PJSIP/browser-";

  private static final Pattern ENTRY = Pattern.compile("(agi_[a-z0-9_]+): ?(.*)");
  private static final Pattern NUMBER = Pattern.compile("[+0-9]{0,32}");
  private static final Pattern ATTESTATION = Pattern.compile("[ABC]?");
  private static final Pattern LINE = Pattern.compile("\\+?[0-9]{1,15}");
  private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9]+/[A-Za-z0-9_.@-]{1,120}");
  private static final Pattern PORT = Pattern.compile("([1-9][0-9]{0,4})?");
  private static final Pattern VERIFY_RESULT = Pattern.compile("[a-z_]{0,64}");
  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9_.-]{0,1000}");
  private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9]{0,128}");
  private static final Pattern TICKET = Pattern.compile("[a-z0-9-]{0,200}");
  private static final Pattern FORMAT = Pattern.compile("wav|wav16");

  /// Checks the lines of an environment, the empty one at its end left out.
  ///
  /// @param secret what the path of the AGI URL has to be
  static AgiEnvironment check(List<String> lines, String secret) throws UntrustedPeerException {
    var entries = entries(lines);
    var path = value(entries, "agi_network_script");
    if (!MessageDigest.isEqual(bytes(path), bytes(secret))) {
      throw new UntrustedPeerException("it does not know the secret");
    }
    value(entries, "agi_uniqueid");
    valueLike(ATTESTATION, entries, "agi_arg_2");
    return new AgiEnvironment(
        valueLike(NUMBER, entries, "agi_arg_1"),
        valueLike(LINE, entries, "agi_arg_3"),
        valueLike(FORMAT, entries, "agi_arg_4"),
        valueLike(CHANNEL, entries, "agi_channel"),
        port(entries),
        optionalLike(VERIFY_RESULT, entries, "agi_arg_6"),
        optionalLike(IDENTITY, entries, "agi_arg_7"),
        optionalLike(CALL_ID, entries, "agi_arg_8"),
        optionalLike(TICKET, entries, "agi_arg_9"));
  }

  CallerProof proof() {
    return path() == CallPath.BROWSER && !ticket.isEmpty()
        ? new CallerProof.Ticket(ticket)
        : new CallerProof.Signature(verifyResult, identity);
  }

  /// The call's name, if it has one.
  Optional<CallId> id() {
    return callId.isEmpty() ? Optional.empty() : Optional.of(CallId.of(callId));
  }

  /// How the call comes in, by the endpoint of our configuration that took it.
  CallPath path() {
    return channel.startsWith(BROWSER) ? CallPath.BROWSER : CallPath.PHONE;
  }

  private static OptionalInt port(Map<String, String> entries) throws UntrustedPeerException {
    var port = optionalLike(PORT, entries, "agi_arg_5");
    return port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
  }

  private static Map<String, String> entries(List<String> lines) throws UntrustedPeerException {
    var entries = new HashMap<String, String>();
    for (var line : lines) {
      var entry = ENTRY.matcher(line);
      if (!entry.matches()) {
        throw new UntrustedPeerException("its environment has a line that is none");
      }
      if (entries.put(entry.group(1), entry.group(2)) != null) {
        throw new UntrustedPeerException("its environment has a key twice");
      }
    }
    return entries;
  }

  private static String value(Map<String, String> entries, String key)
      throws UntrustedPeerException {
    var value = entries.get(key);
    if (value == null) {
      throw new UntrustedPeerException("its environment lacks " + key);
    }
    return value;
  }

  private static String valueLike(Pattern rule, Map<String, String> entries, String key)
      throws UntrustedPeerException {
    var value = value(entries, key);
    if (!rule.matcher(value).matches()) {
      throw new UntrustedPeerException(key + " is not what our dialplan sends");
    }
    return value;
  }

  private static String optionalLike(Pattern rule, Map<String, String> entries, String key)
      throws UntrustedPeerException {
    return entries.containsKey(key) ? valueLike(rule, entries, key) : "";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Without the caller's number, the token, which bears it, and the ticket.
  @Override
  public String toString() {
    return "Environment[line=" + line + ", format=" + format + "]";
  }
}
