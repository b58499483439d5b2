package io.voicepost.gateway.testphone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A carrier that signs its calls (RFC 8224, 8588), with an authority of its own and a web server
/// for its certificate.
final class SigningCarrier implements AutoCloseable {
  private static final char[] PASSWORD = "password".toCharArray();

  /// TNAuthList (RFC 8226, 9) with the service provider code 1234.
  private static final String MAY_SIGN = "1.3.6.1.5.5.7.1.26=3008a006160431323334";

  private final Path folder;
  private final HttpServer web;
  private final AtomicInteger fetched = new AtomicInteger();

  /// @param host a loopback address, where the certificate can be fetched
  SigningCarrier(Path folder, String host) throws IOException {
    this.folder = Files.createDirectories(folder);
    keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Authority", "-ext", "bc:c");
    keytool(
        "-genkeypair",
        "-alias",
        "carrier",
        "-dname",
        "CN=SHAKEN 1234",
        "-signer",
        "authority",
        "-ext",
        MAY_SIGN);
    keytool("-genkeypair", "-alias", "stranger", "-dname", "CN=Stranger", "-ext", MAY_SIGN);
    export("authority");
    export("carrier");
    export("stranger");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 0);
    web.createContext("/", this::serve);
    web.start();
  }

  /// Whose signatures of carriers' certificates are to be believed.
  Path authority() {
    return folder.resolve("authority.pem");
  }

  /// How often anybody came for a certificate.
  int fetched() {
    return fetched.get();
  }

  String certificate(String owner) {
    return "http:/" + web.getAddress() + "/" + owner + ".pem";
  }

  /// A token for a call.
  ///
  /// @param owner whose key signs: `carrier`, or the `stranger`
  /// @param certificate where its certificate is said to be
  /// @param more further claims, each with a comma before it
  String token(String owner, String certificate, String from, Instant at, String more)
      throws GeneralSecurityException, IOException {
    var signed =
        base64(
                "{\"alg\":\"ES256\",\"ppt\":\"shaken\",\"typ\":\"passport\",\"x5u\":\""
                    + certificate
                    + "\"}")
            + "."
            + base64(
                "{\"attest\":\"A\",\"dest\":{\"tn\":[\"8642\"]},\"iat\":%d,\"orig\":{\"tn\":\"%s\"},\"origid\":\"1\"%s}"
                    .formatted(at.getEpochSecond(), from, more));
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key(owner));
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  @Override
  public void close() {
    web.stop(0);
  }

  /// Each certificate has as many addresses as anybody likes to make up: `/carrier.pem/...`.
  private void serve(HttpExchange exchange) throws IOException {
    fetched.incrementAndGet();
    var name = exchange.getRequestURI().getPath().split("/", -1)[1];
    byte[] certificate = Files.readAllBytes(folder.resolve(name));
    exchange.sendResponseHeaders(200, certificate.length);
    exchange.getResponseBody().write(certificate);
    exchange.close();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private PrivateKey key(String owner) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(folder.resolve("keys").toFile(), PASSWORD);
    return (PrivateKey) store.getKey(owner, PASSWORD);
  }

  private void export(String owner) throws IOException {
    run(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            owner,
            "-file",
            folder.resolve(owner + ".pem").toString()));
  }

  private void keytool(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    run(all);
  }

  private void run(List<String> arguments) throws IOException {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(arguments);
    all.addAll(
        List.of(
            "-keystore",
            folder.resolve("keys").toString(),
            "-storepass",
            String.valueOf(PASSWORD)));
    Speech.run(all.toArray(String[]::new));
  }
}
