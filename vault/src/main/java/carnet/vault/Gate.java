package carnet.vault;

/**
 * Judges an access before its trace is written. The server plugs the sentinel in here; the verdict
 * becomes part of the trace because the vault writes it.
 */
@FunctionalInterface
public interface Gate {

  Verdict judge(Session who, Access what);

  /** Called when a trace is durable: what was judged has happened, or was refused. */
  default void happened(Session who, Access what, Verdict verdict) {}
}
