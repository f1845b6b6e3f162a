package carnet.record.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import carnet.record.ResourceKey;
import carnet.record.view.Patient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One patient, packed: a few hundred bytes, and a mask of the letter pairs they hold.
 *
 * <p>Layout, fields apart by a zero byte: names as searched (each word after a space) · digits of
 * phones and INS as searched (each after a space) · sounds · then the eleven fields of the hit.
 */
final class Row {

  private static final char APART = 0;
  private static final int SEARCHED = 3;

  final byte[] packed;
  final long pairs;
  final int born;
  final boolean active;
  private final int digitsAt;
  private final int soundsAt;
  private final int shownAt;

  Row(Patient patient) {
    String words = words(patient);
    Set<String> sounds = new LinkedHashSet<>();
    for (String word : words.strip().split(" ", -1)) {
      sounds.add(SoundsAlike.key(word));
    }
    StringBuilder digits = new StringBuilder();
    patient.phones().forEach(phone -> digits.append(' ').append(Words.phone(phone)));
    patient.ins().ifPresent(ins -> digits.append(' ').append(Words.fold(ins.value())));
    List<String> fields = new ArrayList<>();
    fields.add(words);
    fields.add(digits.toString());
    fields.add(" " + String.join(" ", sounds) + " ");
    fields.addAll(shown(patient));
    this.packed = String.join(String.valueOf(APART), fields).getBytes(UTF_8);
    this.digitsAt = after(1);
    this.soundsAt = after(2);
    this.shownAt = after(SEARCHED);
    this.pairs = pairs(words);
    this.born = number(patient.born());
    this.active = patient.active();
  }

  private static String words(Patient patient) {
    Set<String> words = new LinkedHashSet<>();
    for (Patient.Name name : List.of(patient.usual(), patient.official())) {
      words.addAll(List.of(Words.fold(name.family() + " " + name.given()).split(" ", -1)));
    }
    return " " + String.join(" ", words) + " ";
  }

  private static List<String> shown(Patient patient) {
    boolean same = patient.official().family().equals(patient.usual().family());
    return List.of(
            patient.key().id(),
            patient.usual().family(),
            same ? "" : patient.official().family(),
            patient.usual().given(),
            patient.born(),
            patient.sex(),
            patient.town(),
            patient.phones().isEmpty() ? "" : patient.phones().getFirst(),
            patient.ins().map(Patient.Ins::value).orElse(""),
            patient.reliability(),
            patient.active() ? "" : "closed")
        .stream()
        .map(field -> field.replace(APART, ' '))
        .toList();
  }

  Hit hit() {
    String[] f =
        new String(packed, shownAt, packed.length - shownAt, UTF_8)
            .split(String.valueOf(APART), -1);
    return new Hit(
        new ResourceKey("Patient", f[0]),
        f[1],
        f[2],
        f[3],
        f[4],
        f[5],
        f[6],
        f[7],
        f[8],
        f[9],
        f[10].isEmpty());
  }

  /** 3 a whole word, 2 the beginning of one, 1 anywhere, 0 not at all. */
  int name(byte[] part) {
    int best = 0;
    int end = digitsAt - 1;
    for (int at = find(part, 0, end); at >= 0; at = find(part, at + 1, end)) {
      boolean begins = packed[at - 1] == ' ';
      boolean ends = packed[at + part.length] == ' ';
      best = Math.max(best, begins && ends ? 3 : begins ? 2 : 1);
    }
    return best;
  }

  boolean digits(byte[] part) {
    return find(part, digitsAt, soundsAt - 1) >= 0;
  }

  boolean sounds(byte[] key) {
    byte[] word = new byte[key.length + 1];
    word[0] = ' ';
    System.arraycopy(key, 0, word, 1, key.length);
    return find(word, soundsAt, shownAt - 1) >= 0;
  }

  /**
   * @param date yyyymmdd; a zero month or day on either side leaves it open
   */
  boolean bornOn(int date) {
    int year = born / 10_000;
    int month = born / 100 % 100;
    int day = born % 100;
    int otherMonth = date / 100 % 100;
    int otherDay = date % 100;
    return year == date / 10_000
        && (month == otherMonth || month == 0 || otherMonth == 0)
        && (day == otherDay || day == 0 || otherDay == 0);
  }

  /**
   * One bit for each pair of neighbouring letters: a row lacking a bit of the query cannot match.
   */
  static long pairs(String text) {
    long mask = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      if (text.charAt(i) != ' ' && text.charAt(i + 1) != ' ') {
        mask |= 1L << ((text.charAt(i) * 31 + text.charAt(i + 1) * 7) & 63);
      }
    }
    return mask;
  }

  private int find(byte[] part, int from, int end) {
    int last = end - part.length;
    for (int at = from; at <= last; at++) {
      int i = 0;
      while (i < part.length && packed[at + i] == part[i]) {
        i++;
      }
      if (i == part.length) {
        return at;
      }
    }
    return -1;
  }

  private int after(int fields) {
    int left = fields;
    int at = 0;
    while (left > 0) {
      if (packed[at++] == APART) {
        left--;
      }
    }
    return at;
  }

  private static int number(String born) {
    String digits = Words.digits(born.length() > 10 ? born.substring(0, 10) : born);
    return digits.isEmpty() || digits.length() > 8
        ? 0
        : Integer.parseInt((digits + "00000000").substring(0, 8));
  }
}
