package carnet.record.prescription;

/**
 * The only three reasons for which a brand may be kept from substitution; the sheet carries the
 * letters.
 */
public enum Kept {
  MTE("marge thérapeutique étroite"),
  EFG("enfant, forme galénique adaptée"),
  CIF("contre-indication formelle à un excipient");

  /** In words, for who does not know the letters. */
  public final String french;

  Kept(String french) {
    this.french = french;
  }
}
