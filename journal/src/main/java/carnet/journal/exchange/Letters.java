package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;
import java.util.List;
import java.util.Set;

/**
 * A mailbox for sealed letters between replicas, outside the logs: at most 16 KiB each, gone at
 * pick-up or after 30 days. Whoever keeps it cannot read them.
 */
public interface Letters {
  int MAX_SIZE = 16 << 10;

  /** A letter and the number under which this mailbox knows it. */
  record Letter(long number, Bytes sealed) {}

  /** Durable when it returns. */
  void post(ReplicaId to, Bytes sealed);

  /** What waits for that replica, the oldest first. */
  List<Letter> waiting(ReplicaId me);

  /** The replica has them: they are deleted. Numbers of letters to others are ignored. */
  void received(ReplicaId me, Set<Long> numbers);
}
