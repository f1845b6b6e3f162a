package carnet.record.directory;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was typed, understood: words of a name, and groups of digits that may be a birth date, a
 * part of a phone or the beginning of an INS. All terms must hold.
 */
public record Query(List<Term> terms) {

  sealed interface Term {
    /** A part of a name, folded. */
    record Name(String part) implements Term {}

    /**
     * Digits: any of the readings may hold.
     *
     * @param births as numbers yyyymmdd; the month or day 00 where only a year was typed
     */
    record Digits(String digits, List<Integer> births) implements Term {}
  }

  public Query {
    terms = List.copyOf(terms);
  }

  /** Fewer signs than this find too many: a search shows names, and each is traced. */
  public static final int SHORTEST = 2;

  private static final Pattern DATE =
      Pattern.compile(
          "(?<![\\d/.\\-])(\\d{1,2})[/.\\-](\\d{1,2})[/.\\-](\\d{4}|\\d{2})(?![/.\\-]?\\d)");
  private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b");

  /** Groups of digits, not those inside a word; a Corsican INS has a 2A or 2B. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\d])\\+?\\d(?:[\\d .()]*\\d)?(?:\\s?2[abAB](?:[\\d ]*\\d)?)?(?!\\p{L})");

  /** Empty when there is too little to look for. */
  public static Optional<Query> parse(String typed) {
    List<Term> terms = new ArrayList<>();
    String rest = take(typed, ISO, terms, m -> births(m.group(3), m.group(2), m.group(1)));
    rest = take(rest, DATE, terms, m -> births(m.group(1), m.group(2), m.group(3)));
    Matcher numbers = NUMBER.matcher(rest);
    while (numbers.find()) {
      for (String group : groups(numbers.group())) {
        boolean corsican = !group.matches("[+\\d .()]*");
        String digits = corsican ? Words.fold(group).replace(" ", "") : Words.phone(group);
        terms.add(new Term.Digits(digits, compact(digits)));
      }
    }
    for (String word : Words.fold(numbers.replaceAll(" ")).split(" ", -1)) {
      if (!word.isEmpty()) {
        terms.add(new Term.Name(word));
      }
    }
    int signs = terms.stream().mapToInt(Query::signs).sum();
    return signs < SHORTEST ? Optional.empty() : Optional.of(new Query(terms));
  }

  /** A phone or an INS in groups is one number; a year beside another number is two. */
  private static List<String> groups(String number) {
    List<String> parts = List.of(number.strip().split("[ .()]+", -1));
    boolean pairs = parts.stream().allMatch(part -> part.length() == 2);
    boolean long10 = Words.digits(number).length() >= 10;
    return pairs || long10 ? List.of(number) : parts;
  }

  private static int signs(Term term) {
    return switch (term) {
      case Term.Name name -> name.part().length();
      case Term.Digits digits -> digits.births().isEmpty() ? digits.digits().length() : SHORTEST;
    };
  }

  private interface Reading {
    List<Integer> of(Matcher matcher);
  }

  private static String take(String text, Pattern pattern, List<Term> terms, Reading reading) {
    return pattern
        .matcher(text)
        .replaceAll(found -> {
          Matcher again = pattern.matcher(found.group());
          List<Integer> births = again.matches() ? reading.of(again) : List.of();
          if (births.isEmpty()) {
            return Matcher.quoteReplacement(found.group());
          }
          terms.add(new Term.Digits("", births));
          return " ";
        });
  }

  /** 12031957, 120357, 19570312, 1957. */
  private static List<Integer> compact(String digits) {
    List<Integer> births = new ArrayList<>();
    if (digits.matches("\\d{8}|\\d{6}")) {
      births.addAll(births(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4)));
    }
    if (digits.matches("(?:19|20)\\d{6}")) {
      births.addAll(births(digits.substring(6), digits.substring(4, 6), digits.substring(0, 4)));
    }
    if (digits.matches("(?:18|19|20)\\d{2}")) {
      births.add(Integer.parseInt(digits) * 10_000);
    }
    return births;
  }

  /** A year of two digits means either century. */
  private static List<Integer> births(String day, String month, String year) {
    List<Integer> births = new ArrayList<>();
    List<String> years = year.length() == 4 ? List.of(year) : List.of("19" + year, "20" + year);
    for (String each : years) {
      try {
        LocalDate date =
            LocalDate.of(Integer.parseInt(each), Integer.parseInt(month), Integer.parseInt(day));
        births.add(date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth());
      } catch (DateTimeException _) {
        // no such day: not read as a date
      }
    }
    return births;
  }
}
