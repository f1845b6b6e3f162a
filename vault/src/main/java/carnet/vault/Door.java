package carnet.vault;

import carnet.journal.Bytes;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must know of a member to let her in, one item a factor or device.
 *
 * <p>Signed by the member, sealed under the pepper; merged by union, ended by erasure.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Door.Login.class, name = "login"),
  @JsonSubTypes.Type(value = Door.Device.class, name = "device"),
  @JsonSubTypes.Type(value = Door.Authenticator.class, name = "totp"),
  @JsonSubTypes.Type(value = Door.Passkey.class, name = "passkey"),
  @JsonSubTypes.Type(value = Door.Passphrase.class, name = "passphrase")
})
public sealed interface Door {

  record Login(String login) implements Door {}

  /**
   * A browser that she enrolled.
   *
   * @param thumbprint RFC 7638, of its public key; base64url
   * @param approvedBy the member whose session let it in
   */
  record Device(String thumbprint, String label, long since, String approvedBy) implements Door {}

  record Authenticator(Bytes seed) implements Door {}

  /**
   * @param attested the attested credential data of WebAuthn
   * @param prfSalt what the authenticator's PRF is asked with
   * @param wrapped the account key under the PRF output; absent where the passkey only proves
   */
  record Passkey(
      Bytes credential,
      Bytes attested,
      String label,
      long since,
      Bytes prfSalt,
      @Nullable Bytes wrapped)
      implements Door {}

  /** The account key under a stretched passphrase, with what it cost. */
  record Passphrase(int memoryKib, int passes, int lanes, Bytes salt, Bytes wrapped)
      implements Door {}
}
