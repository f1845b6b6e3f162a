package carnet.record.prescription;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands one line as clinicians type it: "amox 1g 3x/j 7j", "doliprane 1 g matin midi soir si
 * douleur 5 jours", "metformine 1000 2/j 3 mois renouvelable 1 fois".
 *
 * <p>Drug, strength and form come first; the rest is understood whole ({@link LineGrammar}) or
 * stays word for word as it was typed, and nothing is computed from it. Never throws, never guesses
 * a dose: what is not said is in {@link Understood#missing}, what has several meanings in {@link
 * Understood#choices}.
 */
public final class QuickEntry {
  private static final int LONGEST = 500;

  private static final Pattern STRENGTH =
      Pattern.compile(
          "((?:\\d{1,3}(?: \\d{3})+|\\d{1,6})(?:[.,]\\d{1,3})? ?(?:mg|g|\u00b5g|\u03bcg|ug|mcg|ui|%)"
              + "(?:/(?:\\d{1,6}(?:[.,]\\d{1,3})? ?)?(?:mg|g|\u00b5g|ug|ui|ml|dose))?)(?!\\w)");

  /** What makes of a small number before it a count, a length or a part, and no strength. */
  private static final String COUNTED =
      "/|\\+|\u00bd|(?:x|fois|par|et|ou|a|j|jours?|sem\\w*|mois|h|heures|cp\\w*|comp\\w*|gel\\w*|sachets?"
          + "|bouf\\w*|gouttes?|amp\\w*|unites?|doses?|inj\\w*|appl\\w*|inhal\\w*|pulv\\w*|boites?)(?!\\w)";

  private static final Pattern BARE =
      Pattern.compile(
          "(\\d{3,4}|\\d{1,2}(?:[.,]\\d{1,3})?(?! ?(?:"
              + COUNTED
              + ")))(?![\\w,.%/\u00bd\u00bc\u00be]| *-)");

  private static final String TIME = "(?:j|jrs?|jours?|sem\\w*|mois|ans?|h|heures?)(?!\\w)";

  /** How many are taken; not how often, nor for how long: "1 jour sur 2", "3x/j". */
  private static final Pattern COUNT_FOLLOWS =
      Pattern.compile(
          "[ ,]*(?:\\d++|(?:une?|deux|trois|quatre)(?!\\w))(?! ?(?:/|x|fois|" + TIME + "))");

  private static final Pattern LEADING =
      Pattern.compile("(\\d{1,6}+(?:[.,]\\d{1,3})?+)(?! ?" + TIME + ")");

  /** A form as it is typed, and what a drug of it says of its form and of what is counted. */
  private record Form(Pattern typed, Pattern of) {
    static Form of(String typed, String of) {
      return new Form(Pattern.compile("(?:" + typed + ")(?!\\w)"), Pattern.compile(of));
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.of("cpr?s?|comprimes?", "comprime"),
          Form.of("gel cutane", "^gel "),
          Form.of("gelules?|gel", "\\bgel"),
          Form.of("sachets?", "sachet"),
          Form.of("sirop", "sirop"),
          Form.of("susp(?:ension)?(?: buvable)?", "suspension"),
          Form.of("collyre", "collyre"),
          Form.of("dispersibles?", "dispersible"),
          Form.of("lp", "prolonge|modifie"));

  /** "qsp" says the whole length, whatever is written before it, if it is said once and last. */
  private static final Pattern ENOUGH_FOR =
      Pattern.compile("(?!.*\\bqsp\\b.*\\bqsp\\b)(.*\\S)[ ,]+(qsp [^,]*)");

  private QuickEntry() {}

  public static Understood understand(String typed, Formulary formulary) {
    return understand(typed, formulary, "");
  }

  public static Understood understand(String typed, Formulary formulary, String chosen) {
    return understand(typed, formulary, chosen, "");
  }

  /**
   * @param chosen the id of the drug that the prescriber picked among the choices of this line, or
   *     empty
   * @param verbatim the posology that stands word for word on the line being corrected, or empty:
   *     no correction of the rest makes a dose of it
   */
  public static Understood understand(
      String typed, Formulary formulary, String chosen, String verbatim) {
    String text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    Optional<Formulary.Naming> naming = formulary.match(Words.folded(text));
    if (naming.isEmpty()) {
      return Understood.freeText(text);
    }
    Head said = new Head(text, naming.get(), null);
    return said.unlessOther(chosen)
        .map(picked -> new Head(text, naming.get(), picked))
        .orElse(said)
        .understood(Words.folded(verbatim).strip());
  }

  /** The beginning of a line: which drug, of what strength and form. */
  private static final class Head {
    private final String typed;
    private final String folded;
    private final List<Drug> named;
    private final @Nullable Drug picked;
    private final List<String> missing = new ArrayList<>();
    private List<Drug> fits;
    private boolean strengthSaid;
    private int at;

    Head(String typed, Formulary.Naming naming, @Nullable Drug picked) {
      this.typed = typed;
      this.folded = Words.folded(typed);
      this.named = naming.drugs();
      this.picked = picked;
      this.fits = picked == null ? named : List.of(picked);
      skipWords(naming.words());
      int before;
      do {
        before = at;
        skipBlanks();
        takeForm();
        takeStrength();
      } while (at > before);
    }

    /** The drug of that id, unless strength or form are typed and name another one. */
    Optional<Drug> unlessOther(String id) {
      List<Drug> may = fits.isEmpty() ? named : fits;
      return may.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    Understood understood(String verbatim) {
      String brand = brandTyped(named.getFirst(), folded.strip());
      Drug drug = drug();
      String rest = typed.substring(at).strip();
      String taken = drug == null ? fitsOrNamed().taken() : drug.taken();
      LineGrammar.Said said =
          drug != null && staysVerbatim(rest, verbatim)
              ? verbatim(rest)
              : LineGrammar.line(rest, taken).orElseGet(() -> verbatim(rest));
      if (said.posology() == null) {
        missing.add("posology");
      }
      if (said.duration() == null && said.units().isEmpty()) {
        missing.add("duration");
      }
      return new Understood(
          drug,
          brand,
          said.posology(),
          said.duration(),
          said.units(),
          said.renewals(),
          said.ald(),
          said.kept(),
          missing,
          (fits.isEmpty() ? named : fits).stream().filter(each -> !each.equals(drug)).toList(),
          typed);
    }

    private Drug fitsOrNamed() {
      return fits.isEmpty() ? named.getFirst() : fits.getFirst();
    }

    private void skipWords(int words) {
      for (int i = 0; i < words; i++) {
        while (at < folded.length() && breaks(folded.charAt(at))) {
          at++;
        }
        while (at < folded.length() && !breaks(folded.charAt(at))) {
          at++;
        }
      }
    }

    private static boolean breaks(char c) {
      return " /()".indexOf(c) >= 0;
    }

    private void skipBlanks() {
      while (at < folded.length() && " ,;:)".indexOf(folded.charAt(at)) >= 0) {
        at++;
      }
    }

    private Matcher here(Pattern pattern) {
      return pattern.matcher(folded).region(at, folded.length()).useTransparentBounds(true);
    }

    private void takeForm() {
      for (Form form : FORMS) {
        Matcher found = here(form.typed());
        if (found.lookingAt()) {
          takeForm(form, found.end());
          return;
        }
      }
    }

    private void takeForm(Form form, int end) {
      List<Drug> ofForm =
          fits.stream()
              .filter(d -> form.of().matcher(Words.folded(d.form() + " " + d.taken())).find())
              .toList();
      if (!ofForm.isEmpty()) {
        fits = ofForm;
        at = end;
      } else if (picked == null) {
        missing.add("form");
        at = end;
      }
    }

    private void takeStrength() {
      Matcher found = here(STRENGTH);
      if (strengthSaid || !found.lookingAt()) {
        takeBareStrength();
        return;
      }
      Strength said = Strength.of(found.group(1));
      List<Drug> ofStrength = ofStrength(said);
      if (ofStrength.isEmpty() && (picked != null || isUnits(found.group(1)))) {
        return;
      }
      fits = ofStrength;
      strengthSaid = true;
      at = found.end();
    }

    /** "lantus 20 UI": how many units are taken. */
    private boolean isUnits(String strength) {
      return strength.endsWith("ui") && fits.stream().allMatch(d -> d.taken().equals("unité"));
    }

    /** "metformine 1000": a number that is one of the strengths, and not how many are taken. */
    private void takeBareStrength() {
      Matcher found = here(BARE);
      if (strengthSaid || !found.lookingAt() || isCount(found.group(1), found.end())) {
        return;
      }
      List<Drug> ofStrength = ofStrength(Strength.of(found.group(1)));
      if (!ofStrength.isEmpty()) {
        fits = ofStrength;
        strengthSaid = true;
        at = found.end();
      }
    }

    /** Up to four, it may be tablets: "coumadine 2 le soir". Before a count it is a strength. */
    private boolean isCount(String number, int end) {
      Matcher next = COUNT_FOLLOWS.matcher(folded).region(end, folded.length());
      return number.matches("[1-4]") && !next.lookingAt();
    }

    private List<Drug> ofStrength(Strength said) {
      return fits.stream().filter(d -> Strength.of(d.dose()).meantBy(said)).toList();
    }

    /**
     * The first name's drug, if strength and form leave one of it: "amox 1 g" is amoxicillin,
     * though amoxicillin with clavulanic acid has a gram too.
     */
    private @Nullable Drug drug() {
      if (fits.isEmpty()) {
        missing.addFirst("dose");
        return null;
      }
      Drug first = fits.getFirst();
      List<Drug> same = fits.stream().filter(d -> d.inn().equals(first.inn())).toList();
      if (same.size() > 1) {
        missing.addFirst(strengthSaid && differInForm(same) ? "form" : "dose");
        return null;
      }
      return missing.isEmpty() ? first : null;
    }

    private static boolean differInForm(List<Drug> drugs) {
      return drugs.stream().map(Drug::form).distinct().count() > 1;
    }

    /**
     * What two readings kept word for word stays so while its words stand. Where they are others,
     * the strength before them was taken from the signed line and tells no count from a strength.
     */
    private boolean staysVerbatim(String rest, String verbatim) {
      return verbatim.isEmpty()
          ? !strengthSaid && countOrStrength()
          : Words.folded(rest).contains(verbatim) || countOrStrength();
    }

    /**
     * "coumadine 2 le soir", "stilnox 10 cp au coucher" of 10 mg: so many tablets or so many
     * milligrams; only she knows. One is both.
     */
    private boolean countOrStrength() {
      Matcher found = here(LEADING);
      if (!found.lookingAt() || found.group(1).equals("1")) {
        return false;
      }
      BigDecimal number = new BigDecimal(found.group(1).replace(',', '.'));
      return named.stream().anyMatch(d -> Strength.of(d.dose()).mayBe(number));
    }
  }

  /** Word for word; only a closing "qsp 3 mois" is taken as what it says. */
  private static LineGrammar.Said verbatim(String rest) {
    Matcher enough = ENOUGH_FOR.matcher(Words.folded(rest));
    if (enough.matches()) {
      Tokens length = new Tokens(enough.group(2));
      Optional<Span> whole = LineGrammar.duration(length).filter(_ -> length.done());
      if (whole.isPresent()) {
        return said(rest.substring(0, enough.end(1)), whole.get());
      }
    }
    return said(rest, null);
  }

  private static LineGrammar.Said said(String words, @Nullable Span duration) {
    Posology verbatim = words.length() > 2 ? Posology.of(words) : null;
    return new LineGrammar.Said(verbatim, duration, "", null, false, null);
  }

  private static String brandTyped(Drug drug, String folded) {
    String first = folded.split("[ /]+", 2)[0];
    return drug.brands().stream()
        .filter(brand -> first.length() > 2 && Words.folded(brand).startsWith(first))
        .findFirst()
        .orElse("");
  }
}
