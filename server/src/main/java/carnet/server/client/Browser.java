package carnet.server.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One browser profile: a device key, and the tokens of a session. Speaks the HTTP API with proofs
 * of possession (RFC 9449), as the app does. Copied ({@link #copy}), it is what a thief of the
 * whole profile holds.
 */
public final class Browser {

  public static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ECKey key;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();
  private volatile @Nullable String token;
  private volatile @Nullable String renewal;
  private volatile @Nullable String returnKey;

  public Browser(ECKey key) {
    this.key = key;
  }

  /** A browser that nobody has seen. */
  public static Browser unknown() {
    return new Browser(freshKey());
  }

  public static ECKey freshKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same profile in other hands: device key and tokens. */
  public Browser copy() {
    Browser other = new Browser(key);
    other.token = token;
    other.renewal = renewal;
    other.returnKey = returnKey;
    return other;
  }

  /** An answer: its status, its problem code if it is one, its body. */
  public record Answer(int status, JsonNode body, byte[] bytes) {
    public boolean ok() {
      return status / 100 == 2;
    }

    /** This answer, where it is none of a refusal. */
    public Answer required() {
      if (!ok()) {
        throw new IllegalStateException("it was refused: " + status + " " + code());
      }
      return this;
    }

    public String code() {
      return body.path("code").asString(body.path("type").asString("").replace("urn:carnet:", ""));
    }
  }

  public Answer signIn(String address, String login, String passphrase, String code) {
    return enter(
        address, "/api/sign-in", Map.of("login", login, "passphrase", passphrase, "code", code));
  }

  /** By a route whose answer is a session. */
  public Answer enter(String address, String path, Object body) {
    Answer answer = call(address, "POST", path, JSON.writeValueAsString(body), null);
    remember(answer);
    return answer;
  }

  /** All that a copy of this profile holds beside the device key. */
  public List<String> secrets() {
    return Stream.of(token, renewal, returnKey).filter(Objects::nonNull).toList();
  }

  /** Renews with the single-use token that this profile holds. */
  public Answer renew(String address) {
    String used = renewal;
    return enter(
        address,
        "/api/session/renew",
        Map.of(
            "renewal",
            used == null ? "" : used,
            "attempt",
            UUID.randomUUID().toString().replace("-", "")));
  }

  private void remember(Answer answer) {
    if (answer.ok()) {
      token = answer.body().path("token").asString();
      renewal = answer.body().path("renewal").asString();
      JsonNode key = answer.body().path("returnKey");
      returnKey = key.isString() ? key.asString() : returnKey;
    }
  }

  public Answer get(String address, String path) {
    return call(address, "GET", path, null, token);
  }

  public Answer delete(String address, String path) {
    return call(address, "DELETE", path, null, token);
  }

  public Answer post(String address, String path, Object body) {
    return call(address, "POST", path, JSON.writeValueAsString(body), token);
  }

  /**
   * Sends a body of any length and gives the answer as it comes. The body goes out only once the
   * server has said that it wants it.
   *
   * @param body makes the body anew where it must be sent again
   */
  public HttpResponse<InputStream> stream(
      String address, String path, String type, HttpRequest.BodyPublisher body) throws IOException {
    for (int tries = 0; ; tries++) {
      HttpRequest request =
          proved(address, "POST", path, token)
              .version(HttpClient.Version.HTTP_1_1)
              .expectContinue(true)
              .header("Content-Type", type)
              .POST(body)
              .build();
      HttpResponse<InputStream> answer = send(request, HttpResponse.BodyHandlers.ofInputStream());
      learn(address, answer);
      if (answer.statusCode() != 401 || tries > 0) {
        return answer;
      }
      answer.body().close();
    }
  }

  private Answer call(
      String address, String method, String path, @Nullable String body, @Nullable String bearer) {
    Answer first = once(address, method, path, body, bearer);
    return first.status() == 401 && first.code().equals("use-dpop-nonce")
        ? once(address, method, path, body, bearer)
        : first;
  }

  private Answer once(
      String address, String method, String path, @Nullable String body, @Nullable String bearer) {
    HttpRequest.Builder request =
        proved(address, method, path, bearer).timeout(Duration.ofSeconds(20));
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    try {
      HttpResponse<byte[]> response =
          send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      learn(address, response);
      return new Answer(response.statusCode(), tree(response), response.body());
    } catch (IOException down) {
      throw new UncheckedIOException(down);
    }
  }

  private HttpRequest.Builder proved(
      String address, String method, String path, @Nullable String bearer) {
    String bare = path.replaceAll("\\?.*", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Accept-Language", "fr")
            .header("DPoP", proof(address, method, bare, bearer));
    if (bearer != null) {
      request.header("Authorization", "DPoP " + bearer);
    }
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    }
  }

  private void learn(String address, HttpResponse<?> answer) {
    answer.headers().firstValue("DPoP-Nonce").ifPresent(next -> nonces.put(address, next));
  }

  private static JsonNode tree(HttpResponse<byte[]> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean one = type.matches("application/([a-z]+\\+)?json\\b.*");
    return one && answer.body().length > 0
        ? JSON.readTree(answer.body())
        : JsonNodeFactory.instance.objectNode();
  }

  private String proof(String address, String method, String path, @Nullable String bearer) {
    try {
      JWTClaimsSet.Builder claims =
          new JWTClaimsSet.Builder()
              .jwtID(UUID.randomUUID().toString())
              .claim("htm", method)
              .claim("htu", address + path);
      String nonce = nonces.get(address);
      if (nonce != null) {
        claims.claim("nonce", nonce);
      }
      if (bearer != null) {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(bearer.getBytes(StandardCharsets.US_ASCII));
        claims.claim("ath", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
      }
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType("dpop+jwt"))
                  .jwk(key.toPublicJWK())
                  .build(),
              claims.build());
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("no proof can be signed", impossible);
    }
  }
}
