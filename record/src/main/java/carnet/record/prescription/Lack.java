package carnet.record.prescription;

/**
 * What stands in the way of signing: a mention that is missing, or a rule that is not kept.
 *
 * @param field JSON pointer into the prescription: {@code /by/rpps}, {@code /lines/0/duration}
 * @param code {@code missing}, {@code secured-stock}, {@code too-long}, {@code not-yours}
 * @param source the article or table that asks for it
 */
public record Lack(String field, String code, String fr, String en, String source) {}
