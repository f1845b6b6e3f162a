package carnet.server;

import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser for tests: a device key of its own, a proof on each request, the nonce learned, the
 * session kept. One person at a time.
 *
 * <pre>{@code
 * Browser moreau = new Browser(server.address(), clock);
 * moreau.found();
 * JsonNode members = moreau.get("/api/members").ok();
 * }</pre>
 */
public final class Browser {

  public static final String PASSPHRASE = "une phrase assez longue";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final DrivenClock clock;
  private final ECKey key;
  private @Nullable String nonce;
  public @Nullable String token;
  public @Nullable String renewal;
  public @Nullable String returnKey;
  public @Nullable Secret seed;
  public String login = "";
  public @Nullable String lastProof;

  /** Whether its page asks by itself, with nobody at it. */
  public boolean unattended;

  /** An answer: its status, headers and body. */
  public record Answer(int status, HttpResponse<byte[]> http) {
    public JsonNode json() {
      return JSON.readTree(http.body());
    }

    public JsonNode ok() {
      if (status >= 300) {
        throw new AssertionError(status + " " + new String(http.body(), StandardCharsets.UTF_8));
      }
      return http.body().length == 0 ? JSON.nullNode() : json();
    }

    public String code() {
      return json().path("code").asString("");
    }
  }

  public Browser(String address, DrivenClock clock) {
    this(address, clock, newKey());
  }

  public Browser(String address, DrivenClock clock, ECKey key) {
    this.address = address;
    this.clock = clock;
    this.key = key;
  }

  /** Another page of the same browser: the same device key, nothing else. */
  public Browser samePlace() {
    Browser other = new Browser(address, clock, key);
    other.login = login;
    other.seed = seed;
    return other;
  }

  /** The same browser, calling another server. */
  public Browser at(String other) {
    Browser there = new Browser(other, clock, key);
    there.login = login;
    there.seed = seed;
    return there;
  }

  /** Another browser of the same person: her login and authenticator, an unknown device. */
  public Browser elsewhere() {
    Browser other = new Browser(address, clock);
    other.login = login;
    other.seed = seed;
    return other;
  }

  /** Founds a practice with Dr Moreau, signed in. @return what was shown, with the kit */
  public JsonNode found() {
    login = "moreau";
    JsonNode draft =
        post(
                "/api/found",
                Map.of(
                    "practice",
                    Map.of("name", "Cabinet des Tilleuls", "address", "", "phone", "", "email", ""),
                    "founder",
                    Map.of("family", "Moreau", "given", "Camille", "profession", "gp"),
                    "login",
                    login,
                    "passphrase",
                    PASSPHRASE,
                    "replicaName",
                    "accueil"))
            .ok();
    seed = Secret.owning(base32(draft.path("totp").path("secret").asString()));
    return opened(
        post("/api/found/confirm", Map.of("draft", draft.path("draft").asString(), "code", code()))
            .ok());
  }

  /** Accepts an invitation by its code. */
  public Answer accept(String invitation, String as) {
    login = as;
    JsonNode draft =
        post(
                "/api/invitations/accept",
                Map.of("code", invitation, "login", as, "passphrase", PASSPHRASE))
            .ok();
    seed = Secret.owning(base32(draft.path("totp").path("secret").asString()));
    Answer answer =
        post(
            "/api/invitations/confirm",
            Map.of("draft", draft.path("draft").asString(), "code", code()));
    if (answer.status() == 200) {
      opened(answer.json());
    }
    return answer;
  }

  /** Invites from this session and accepts in another browser, which is returned signed in. */
  public Browser invite(String as, String profession) {
    JsonNode invited =
        post(
                "/api/invitations",
                Map.of(
                    "family",
                    as,
                    "given",
                    "Dominique",
                    "profession",
                    profession,
                    "login",
                    as,
                    "code",
                    code()))
            .ok();
    Browser other = new Browser(address, clock);
    other.accept(invited.path("code").asString(), as).ok();
    return other;
  }

  public Answer signIn() {
    return signIn(PASSPHRASE, code());
  }

  public Answer signIn(String passphrase, String code) {
    token = null;
    Answer answer =
        post("/api/sign-in", Map.of("login", login, "passphrase", passphrase, "code", code));
    if (answer.status() == 200) {
      opened(answer.json());
    }
    return answer;
  }

  public Answer renew() {
    return renew(UUID.randomUUID().toString().replace("-", ""));
  }

  /** The same attempt again is a request whose answer was lost. */
  public Answer renew(String attempt) {
    String kept = token;
    token = null;
    Answer answer =
        post("/api/session/renew", Map.of("renewal", String.valueOf(renewal), "attempt", attempt));
    token = kept;
    if (answer.status() == 200) {
      token = answer.json().path("token").asString();
      renewal = answer.json().path("renewal").asString();
    }
    return answer;
  }

  public Answer comeBack() {
    Answer answer =
        post("/api/session/return", Map.of("code", code(), "returnKey", String.valueOf(returnKey)));
    if (answer.status() == 200) {
      opened(answer.json());
    }
    return answer;
  }

  private JsonNode opened(JsonNode session) {
    token = session.path("token").asString();
    renewal = session.path("renewal").asString();
    returnKey = session.path("returnKey").asString();
    return session;
  }

  /** The next code of her authenticator: the clock moves on, so that it was never used. */
  public String code() {
    clock.pass(Totp.STEP);
    Secret held = seed;
    if (held == null) {
      throw new IllegalStateException("no authenticator");
    }
    return Totp.code(held, clock.instant());
  }

  public Answer get(String path) {
    return call("GET", path, null);
  }

  public Answer post(String path, Object body) {
    return call("POST", path, body);
  }

  public Answer delete(String path) {
    return call("DELETE", path, null);
  }

  public Answer call(String method, String path, @Nullable Object body) {
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    return raw(method, path, "application/json", bytes);
  }

  /** With the nonce learned on the way, as the page does. */
  public Answer raw(String method, String path, String type, byte[] body) {
    Answer answer = send(method, path, type, body, proof(method, address + path));
    if (answer.status() == 401 && answer.code().equals("use-dpop-nonce")) {
      answer = send(method, path, type, body, proof(method, address + path));
    }
    return answer;
  }

  /** One request with that very proof, asked once. */
  public Answer send(String method, String path, String type, byte[] body, String proof) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("DPoP", proof)
            .header("Accept", "application/json, application/problem+json, */*")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", type);
    }
    if (token != null) {
      request.header("Authorization", "DPoP " + token);
    }
    if (unattended) {
      request.header("Carnet-Unattended", "?1");
    }
    try {
      HttpResponse<byte[]> http =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      http.headers().firstValue("DPoP-Nonce").ifPresent(fresh -> nonce = fresh);
      return new Answer(http.statusCode(), http);
    } catch (IOException failed) {
      throw new AssertionError("no answer", failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stop);
    }
  }

  /** A proof for that method and address, with the newest nonce known. */
  public String proof(String method, String url) {
    try {
      JWTClaimsSet.Builder claims =
          new JWTClaimsSet.Builder()
              .claim("htm", method)
              .claim("htu", url.replaceAll("[?#].*$", ""))
              .jwtID(UUID.randomUUID().toString())
              .issueTime(Date.from(Instant.EPOCH)); // A wrong clock locks nobody out.
      if (nonce != null) {
        claims.claim("nonce", nonce);
      }
      if (token != null) {
        claims.claim("ath", hash(token));
      }
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType("dpop+jwt"))
                  .jwk(key.toPublicJWK())
                  .build(),
              claims.build());
      jwt.sign(new ECDSASigner(key));
      lastProof = jwt.serialize();
      return lastProof;
    } catch (JOSEException failed) {
      throw new AssertionError("cannot sign", failed);
    }
  }

  public static byte[] base32(String text) {
    byte[] out = new byte[text.length() * 5 / 8];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      bits = (bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i))) & 0xffff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        out[at++] = (byte) (bits >> held);
      }
    }
    return out;
  }

  private static String hash(String text) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException failed) {
      throw new AssertionError("no P-256", failed);
    }
  }

  public Clock clock() {
    return clock;
  }
}
