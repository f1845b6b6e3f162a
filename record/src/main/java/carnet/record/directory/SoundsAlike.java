package carnet.record.directory;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A key that French names share when they are pronounced alike: Gauthier, Gaultier and Gotié;
 * Dupont and Dupond.
 *
 * <p>Our own rules, in order, over folded words; capital letters stand for sounds: S is ch, E is è
 * or é, A I O are nasal, U is ou, N is gn. It errs on the side of too many: it is asked only when
 * nothing was found as written.
 */
final class SoundsAlike {

  private record Rule(Pattern pattern, String sound) {}

  private static final List<Rule> RULES =
      List.of(
          rule("ph", "f"),
          rule("sch|sh|ch(?=[aeiouy])", "S"),
          rule("ch", "k"),
          rule("th", "t"),
          rule("h", ""),
          rule("gn", "N"),
          rule("(?<=[tdpbkgfv])e(?=r[aiou])", ""),
          rule("(.)\\1", "$1"),
          rule("e?au(?:l(?=[tdsx]))?|ots?$|os$|od$", "o"),
          rule("oeu|eu|oe", "e"),
          rule("ou|oo", "U"),
          rule("oi|oy", "wa"),
          rule("(?:ai|ei|ay|ey)(?=[mn](?![aeiouyE]))|[iy](?=[mn](?![aeiouyE]))", "I"),
          rule("ai|ei|ay|ey|ae", "E"),
          rule("I[mn]|u[mn](?![aeiouyEmn])", "I"),
          rule("[ae][mn](?![aeiouyEmn])", "A"),
          rule("o[mn](?![aeiouyEmn])", "O"),
          rule("qu|q|ck|c(?![eiyEI])|k", "k"),
          rule("c|ç|z|ti(?=O)", "s"),
          rule("gu(?=[eiyEI])", "g"),
          rule("g(?=[eiyEI])", "j"),
          rule("w|bv", "v"),
          rule("ill", "i"),
          rule("x(?=.)", "ks"),
          rule("y", "i"),
          rule("(?:er|et|ez|es|ee|e)$", "e"),
          rule("[tdsxpz]+$", ""),
          rule("e$", ""),
          rule("[tdsxpz]+$", ""),
          rule("E", "e"),
          rule("(.)\\1", "$1"));

  private SoundsAlike() {}

  private static Rule rule(String pattern, String sound) {
    return new Rule(Pattern.compile(pattern), sound);
  }

  /** The key of one folded word; never empty, a word that falls silent keeps its letters. */
  static String key(String word) {
    String key = word;
    for (Rule rule : RULES) {
      key = rule.pattern.matcher(key).replaceAll(rule.sound);
    }
    return key.isEmpty() ? word : key;
  }
}
