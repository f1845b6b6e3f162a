package carnet.sentinel;

/**
 * What an access meets, mildest first. STEP_UP: not before the second factor is given again.
 * FREEZE: not at all.
 */
public enum Verdict {
  ALLOW,
  STEP_UP,
  FREEZE;

  Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
