package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;

/** A key that signs authority, under the name by which it is known: kit, steward or replica. */
public record Signer(String by, SigningKey key) {
  public static final String KIT = "kit";
  static final String MEMBER = "member:";
  private static final String REPLICA = "replica:";

  public static Signer kit(SigningKey key) {
    return new Signer(KIT, key);
  }

  /** A member who is a steward. */
  public static Signer steward(Bytes member, SigningKey key) {
    return new Signer(nameOfMember(member), key);
  }

  public static Signer replica(SigningKey key) {
    return new Signer(nameOf(ReplicaId.of(key.publicKey())), key);
  }

  public static String nameOfMember(Bytes member) {
    return MEMBER + member.hex();
  }

  static String nameOf(ReplicaId replica) {
    return REPLICA + replica.hex();
  }

  Payload sign(PracticeId practice, Payload payload) {
    return payload.signedBy(practice, by, key);
  }
}
