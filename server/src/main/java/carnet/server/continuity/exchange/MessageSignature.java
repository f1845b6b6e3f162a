package carnet.server.continuity.exchange;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import carnet.journal.ReplicaId;
import carnet.journal.Signatures;
import carnet.journal.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP message signatures (RFC 9421) with Ed25519, in the one shape that replicas use.
 *
 * <pre>
 * Content-Digest:  sha-256=:…:
 * Signature-Input: carnet=("@method" "@path" "content-digest");created=…;nonce="…";keyid="…";alg="ed25519"
 * Signature:       carnet=:…:
 * </pre>
 *
 * An answer covers {@code "@status" "content-digest" "signature";req;key="carnet"}: it is the
 * answer to that very request. Any other shape is refused, so nothing of a header is left to
 * interpret. {@code keyid} is the replica's id, {@code created} tells its clock and is not judged:
 * a wrong clock cuts no replica off, it is shown; freshness is the nonce, which the answering side
 * gave.
 */
final class MessageSignature {
  static final String DIGEST = "Content-Digest";
  static final String INPUT = "Signature-Input";
  static final String SIGNATURE = "Signature";

  private static final String TAIL = ";keyid=\"([0-9a-f]{32})\";alg=\"ed25519\"";
  private static final String REQUEST = "(\"@method\" \"@path\" \"content-digest\")";
  private static final String ANSWER =
      "(\"@status\" \"content-digest\" \"signature\";req;key=\"carnet\")";
  private static final Pattern REQUEST_INPUT =
      Pattern.compile(
          "carnet=("
              + Pattern.quote(REQUEST)
              + ";created=(\\d{1,12});nonce=\"([\\w-]{1,86})\""
              + TAIL
              + ")");
  private static final Pattern ANSWER_INPUT =
      Pattern.compile("carnet=(" + Pattern.quote(ANSWER) + ";created=(\\d{1,12})" + TAIL + ")");
  private static final Pattern VALUE = Pattern.compile("carnet=(:[A-Za-z0-9+/=]{1,100}:)");

  private MessageSignature() {}

  /**
   * Who signed a request that holds.
   *
   * @param created by that replica's clock
   */
  record Signed(ReplicaId by, Instant created, String nonce, String signature) {}

  /** The key of a replica that may speak. */
  interface Keys {
    Optional<Bytes> of(ReplicaId replica);
  }

  static Map<String, String> request(
      SigningKey key, String method, String path, Bytes body, String nonce, Instant at) {
    String parameters =
        REQUEST + ";created=" + at.getEpochSecond() + ";nonce=\"" + nonce + "\"" + tail(key);
    return headers(key, body, parameters, requestBase(method, path, digest(body), parameters));
  }

  static Optional<Signed> verify(ReceivedMessage request, Keys keys) {
    String digest = digest(request.body());
    Matcher input = match(REQUEST_INPUT, request.header(INPUT));
    Matcher value = match(VALUE, request.header(SIGNATURE));
    if (input == null || value == null || !digest.equals(request.header(DIGEST))) {
      return Optional.empty();
    }
    ReplicaId by = ReplicaId.fromHex(input.group(4));
    String base = requestBase(request.method(), request.path(), digest, input.group(1));
    return keys.of(by)
        .filter(key -> holds(key, base, value.group(1)))
        .map(_ -> new Signed(by, instant(input.group(2)), input.group(3), value.group(1)));
  }

  /**
   * @param requestSignature the value of the request's signature, between colons
   */
  static Map<String, String> answer(
      SigningKey key, int status, Bytes body, String requestSignature, Instant at) {
    String parameters = ANSWER + ";created=" + at.getEpochSecond() + tail(key);
    return headers(
        key, body, parameters, answerBase(status, digest(body), requestSignature, parameters));
  }

  /** When it was given, by the answering replica's clock; empty where it is not its answer. */
  static Optional<Instant> answers(
      ReplicaId by, Bytes key, int status, ReceivedMessage answer, String requestSignature) {
    String digest = digest(answer.body());
    Matcher input = match(ANSWER_INPUT, answer.header(INPUT));
    Matcher value = match(VALUE, answer.header(SIGNATURE));
    if (input == null
        || value == null
        || !digest.equals(answer.header(DIGEST))
        || !input.group(3).equals(by.hex())) {
      return Optional.empty();
    }
    String base = answerBase(status, digest, requestSignature, input.group(1));
    return holds(key, base, value.group(1))
        ? Optional.of(instant(input.group(2)))
        : Optional.empty();
  }

  private static Instant instant(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  /** The value between colons of a signature header of ours. */
  static String value(Map<String, String> headers) {
    Matcher value = match(VALUE, headers.get(SIGNATURE));
    if (value == null) {
      throw new IllegalArgumentException("not signed");
    }
    return value.group(1);
  }

  private static Map<String, String> headers(
      SigningKey key, Bytes body, String parameters, String base) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(DIGEST, digest(body));
    headers.put(INPUT, "carnet=" + parameters);
    headers.put(SIGNATURE, "carnet=:" + base64(key.sign(Bytes.utf8(base))) + ":");
    return headers;
  }

  private static String requestBase(String method, String path, String digest, String parameters) {
    return "\"@method\": "
        + method
        + "\n\"@path\": "
        + path
        + "\n\"content-digest\": "
        + digest
        + "\n\"@signature-params\": "
        + parameters;
  }

  private static String answerBase(
      int status, String digest, String requestSignature, String parameters) {
    return "\"@status\": "
        + status
        + "\n\"content-digest\": "
        + digest
        + "\n\"signature\";req;key=\"carnet\": "
        + requestSignature
        + "\n\"@signature-params\": "
        + parameters;
  }

  private static String tail(SigningKey key) {
    return ";keyid=\"" + ReplicaId.of(key.publicKey()).hex() + "\";alg=\"ed25519\"";
  }

  private static boolean holds(Bytes key, String base, String value) {
    try {
      byte[] signature = Base64.getDecoder().decode(value.substring(1, value.length() - 1));
      return signature.length == 64
          && Signatures.verify(
              key, Bytes.of(base.getBytes(StandardCharsets.UTF_8)), Bytes.of(signature));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static String digest(Bytes body) {
    return "sha-256=:" + base64(Hashes.sha256(body)) + ":";
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static @Nullable Matcher match(Pattern pattern, @Nullable String header) {
    if (header == null) {
      return null;
    }
    Matcher matcher = pattern.matcher(header);
    return matcher.matches() ? matcher : null;
  }
}
