package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.vault.Devices;
import carnet.vault.Door;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The ceremonies of WebAuthn (Level 3): challenges of this process, each for one device and once;
 * user verification required.
 */
@Component
final class Passkeys {

  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.EdDSA),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

  /** Loaded at the first ceremony, not at start: it costs half a second. */
  private static final class Library {
    static final ObjectConverter CONVERTER = new ObjectConverter();
    static final WebAuthnManager WEB_AUTHN =
        WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
    static final AttestedCredentialDataConverter ATTESTED =
        new AttestedCredentialDataConverter(CONVERTER);
  }

  /** A new passkey, verified: its id and what its door keeps. */
  record Made(Bytes credential, Bytes attested) {}

  private final House house;
  private final Origins origins;
  private final Challenges challenges;
  private final Map<Bytes, Long> counters = new ConcurrentHashMap<>();

  Passkeys(House house, Origins origins) {
    this.house = house;
    this.origins = origins;
    this.challenges = new Challenges(house.random(), house.settings().clock());
  }

  byte[] challenge(Caller caller) {
    return challenges.give(caller.device());
  }

  /**
   * What the authenticator's PRF is asked with: the same for all passkeys of the practice, and
   * public.
   */
  Bytes prfSalt() {
    return Bytes.of(
        Base64.getUrlDecoder()
            .decode(Proofs.hash("carnet/1/prf-salt " + house.vault().practice().hex())));
  }

  /** The credential that signed this device's challenge just now, with its person verified. */
  Bytes verified(JsonNode credential, Caller caller) {
    if (!isCredential(credential)) {
      throw Entrance.factorWrong();
    }
    try {
      AuthenticationData data =
          Library.WEB_AUTHN.parseAuthenticationResponseJSON(credential.toString());
      Bytes id = idOf(data);
      Door.Passkey door =
          Devices.passkey(house.vault(), id)
              .map(Devices.Owned::passkey)
              .orElseThrow(Entrance::factorWrong);
      AttestedCredentialData kept = Library.ATTESTED.convert(door.attested().toArray());
      var client = data.getCollectedClientData();
      if (client == null) {
        throw Entrance.factorWrong();
      }
      CredentialRecordImpl record =
          new CredentialRecordImpl(
              new NoneAttestationStatement(),
              true,
              null,
              null,
              counters.getOrDefault(id, 0L),
              kept,
              new AuthenticationExtensionsAuthenticatorOutputs<>(),
              null,
              null,
              null);
      Library.WEB_AUTHN.verify(
          data,
          new AuthenticationParameters(
              server(client.getChallenge(), caller), record, List.of(id.toArray()), true, true));
      AuthenticatorData<?> authenticator = data.getAuthenticatorData();
      if (authenticator != null) {
        counters.merge(id, authenticator.getSignCount(), Math::max);
      }
      return id;
    } catch (JacksonException | DataConversionException | VerificationException wrong) {
      throw Entrance.factorWrong();
    }
  }

  /** A passkey just made by this device against its challenge. */
  Made made(JsonNode credential, Caller caller) {
    if (!isCredential(credential)) {
      throw unreadable();
    }
    try {
      RegistrationData data =
          Library.WEB_AUTHN.parseRegistrationResponseJSON(credential.toString());
      var client = data.getCollectedClientData();
      var object = data.getAttestationObject();
      if (client == null || object == null) {
        throw unreadable();
      }
      Library.WEB_AUTHN.verify(
          data,
          new RegistrationParameters(
              server(client.getChallenge(), caller), ALGORITHMS, true, true));
      AttestedCredentialData made = object.getAuthenticatorData().getAttestedCredentialData();
      if (made == null) {
        throw unreadable();
      }
      return new Made(Bytes.of(made.getCredentialId()), Bytes.of(Library.ATTESTED.convert(made)));
    } catch (JacksonException | DataConversionException | VerificationException wrong) {
      throw unreadable();
    }
  }

  /** The library takes for granted what every browser sends. */
  private static boolean isCredential(JsonNode asked) {
    return asked.path("rawId").isString() && asked.path("response").isObject();
  }

  @SuppressWarnings("NullAway") // The library's annotation reads as one of the array's elements.
  private static Bytes idOf(AuthenticationData data) {
    byte[] id = data.getCredentialId();
    if (id == null) {
      throw Entrance.factorWrong();
    }
    return Bytes.of(id);
  }

  private ServerProperty server(Challenge signed, Caller caller) {
    if (!challenges.take(caller.device(), signed.getValue())) {
      throw Entrance.factorWrong();
    }
    Set<Origin> from = new HashSet<>();
    origins.all().forEach(each -> from.add(new Origin(each)));
    from.add(new Origin("http://localhost:" + house.servedPort()));
    return ServerProperty.builder()
        .origins(from)
        .rpId(house.settings().relyingParty())
        .challenge(new DefaultChallenge(signed.getValue()))
        .build();
  }

  private static Problem unreadable() {
    return Problem.invalid(
        "/credential",
        "Cette clé d’accès n’a pas pu être vérifiée.",
        "This passkey could not be verified.");
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
