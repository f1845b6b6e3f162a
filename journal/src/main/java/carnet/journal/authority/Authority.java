package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.Kind;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.WriterKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the acts of authority of one practice: signs them, and turns them into drafts for any log
 * of it. It judges nothing: {@link Roster} does, wherever the act arrives.
 *
 * @param product the version of the program that signs
 */
public record Authority(PracticeId practice, String product) {
  /** One who founds: the practice's id is that of the kit's key. */
  public static Authority ofRoot(Bytes rootPublicKey, String product) {
    return new Authority(PracticeId.of(rootPublicKey), product);
  }

  public Payload found(SigningKey kit) {
    return sign(new Act.Found(kit.publicKey()), Signer.kit(kit));
  }

  /** Signed by each: a new kit needs the old one, or two stewards. */
  public Payload sign(Act act, Signer... signers) {
    return sign(act, List.of(), signers);
  }

  /** The same, in the place of acts that stood before. */
  public Payload sign(Act act, List<EntryId> replaced, Signer... signers) {
    Payload.Header header =
        new Payload.Header(
            ActJson.op(act), null, product, replaced, List.of(), null, null, null, Map.of());
    Payload payload = new Payload(header, ActJson.write(act), List.of());
    for (Signer signer : signers) {
      payload = signer.sign(practice, payload);
    }
    return payload;
  }

  /** Entry 0 of the log of a new writer; the chain is {@link Roster#chain} of its replica. */
  public Draft certificate(
      WriterKey writer, SigningKey replica, long incarnation, List<Payload> chain) {
    Signer signer = Signer.replica(replica);
    Act.Writer act =
        new Act.Writer(writer.publicKey(), ReplicaId.of(replica.publicKey()), incarnation, chain);
    return draft(sign(act, signer));
  }

  /** In clear, without label and tags; a store finds it by its kind. */
  public Draft draft(Payload payload) {
    return new Draft(Kind.AUTHORITY, practice, Bytes.EMPTY, payload.encode(), Set.of());
  }

  /** The id that an act has wherever it is entered. */
  public EntryId id(Payload payload) {
    return draft(payload).id();
  }
}
