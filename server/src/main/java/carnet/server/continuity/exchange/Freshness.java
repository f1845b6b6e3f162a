package carnet.server.continuity.exchange;

import carnet.journal.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that this process gives and recognises without keeping them, good for five minutes of its
 * own running time; and the signatures it saw in that time, each of which serves once. A restart
 * forgets the key, so nothing of before it is fresh. Safe for many threads.
 */
final class Freshness {
  private static final long GOOD_NANOS = 300_000_000_000L;

  private final byte[] key = new byte[32];
  private final LongSupplier nanos;
  private final Map<String, Long> seen = new LinkedHashMap<>();

  Freshness(SecureRandom random, LongSupplier nanos) {
    random.nextBytes(key);
    this.nanos = nanos;
  }

  String nonce() {
    String at = Long.toHexString(nanos.getAsLong());
    return at + "_" + mac(at);
  }

  /** Whether the nonce is one of ours, young, and the signature new. */
  synchronized boolean accepts(String nonce, String signature) {
    int end = nonce.indexOf('_');
    if (end < 1
        || !MessageDigest.isEqual(
            mac(nonce.substring(0, end)).getBytes(StandardCharsets.US_ASCII),
            nonce.substring(end + 1).getBytes(StandardCharsets.US_ASCII))) {
      return false;
    }
    long now = nanos.getAsLong();
    long given = Long.parseUnsignedLong(nonce.substring(0, end), 16);
    if (now - given > GOOD_NANOS) {
      return false;
    }
    for (Iterator<Long> oldest = seen.values().iterator(); oldest.hasNext(); ) {
      if (now - oldest.next() <= GOOD_NANOS) {
        break;
      }
      oldest.remove();
    }
    return seen.putIfAbsent(signature, now) == null;
  }

  private String mac(String at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] tag = mac.doFinal(Bytes.utf8("carnet/1/exchange-nonce" + at).toArray());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(tag, 16));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
