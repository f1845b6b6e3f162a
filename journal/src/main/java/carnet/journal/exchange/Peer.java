package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;

/** Another replica, asked over a connection that has shown whose it is (RFC 9421, mutual TLS). */
public interface Peer {
  ReplicaId id();

  /** Its answer; a failure of the connection is an unchecked exception and ends the pass. */
  Bytes ask(Bytes request);
}
