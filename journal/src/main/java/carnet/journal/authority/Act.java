package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an authority entry says. Authority travels in no order, so no act means "from now on": one
 * that takes a right away says what of its use before stands ({@code keep}, {@code sizes}), and the
 * same acts give the same roster in whatever order they come.
 */
public sealed interface Act {
  enum Role {
    /** Members unlock there. */
    FULL,
    /** Stores, forwards, cosigns, reads nothing. */
    RELAY
  }

  /** The practice begins. Signed by the root key, whose hash the practice's id is. */
  record Found(Bytes root) implements Act {}

  /** A member may sign authority. Signed by the kit or a steward. */
  record Steward(Bytes member, Bytes key) implements Act {}

  /**
   * A server of this practice. Signed by the kit or a steward.
   *
   * @param kem X-Wing public key, for letters
   */
  record Replica(Bytes key, Bytes kem, Role role, String name, List<String> addresses)
      implements Act {
    public Replica {
      addresses = List.copyOf(addresses);
    }

    public ReplicaId id() {
      return ReplicaId.of(key);
    }
  }

  /**
   * A key that writes one log: entry 0 of it. Signed by its full replica.
   *
   * @param incarnation counts the lives of a replica's data directory
   * @param chain the acts that certify the replica, from {@link Found} on
   */
  record Writer(Bytes key, ReplicaId replica, long incarnation, List<Payload> chain)
      implements Act {
    public Writer {
      chain = List.copyOf(chain);
    }

    public WriterId id() {
      return WriterId.of(key);
    }
  }

  /** A log ends at that size. Signed by its replica, a steward or the kit. */
  record Close(WriterId writer, long size) implements Act {}

  /**
   * A recovery kit, and from the second on a new one: the one before signs no more. Signed by the
   * kit before or by two stewards.
   *
   * @param sealed what the kit alone opens
   * @param keep acts signed by a kit before that stand
   */
  record Kit(Bytes key, Bytes sealed, Set<EntryId> keep) implements Act {
    public Kit {
      keep = Set.copyOf(keep);
    }
  }

  /**
   * A member is steward no more under that key. Signed by the kit or a steward.
   *
   * @param keep acts signed with it that stand; all others fall
   */
  record RevokeSteward(Bytes member, Bytes key, Set<EntryId> keep) implements Act {
    public RevokeSteward {
      keep = Set.copyOf(keep);
    }
  }

  /**
   * A replica is ours no more. Signed by the kit or a steward.
   *
   * @param sizes up to where each of its logs stands; a log not named stands for nothing
   */
  record RevokeReplica(ReplicaId replica, Map<WriterId, Long> sizes) implements Act {
    public RevokeReplica {
      sizes = Map.copyOf(sizes);
    }
  }

  /**
   * Bodies are wiped everywhere and never taken back. Signed by a steward, a full replica, the kit.
   */
  record Erase(Set<EntryId> entries) implements Act {
    public Erase {
      entries = Set.copyOf(entries);
    }
  }
}
