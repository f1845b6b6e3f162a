package carnet.server.demo;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chance that falls the same way for the same seed. */
final class Dice {
  private static final Pattern CHOICE = Pattern.compile("\\[([^\\[\\]]*)\\]");

  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Dice of its own for one patient: what happens to one does not move the others. */
  static Dice of(long seed, long salt) {
    return new Dice(seed * 0x9E3779B97F4A7C15L + salt * 0xC2B2AE3D27D4EB4FL);
  }

  /** From 0 up to and without {@code below}. */
  int upTo(int below) {
    return random.nextInt(below);
  }

  /** Both included. */
  int between(int from, int to) {
    return from >= to ? from : random.nextInt(from, to + 1);
  }

  boolean chance(double percent) {
    return random.nextDouble() * 100 < percent;
  }

  /** Around zero, most within one. */
  double wobble() {
    return (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 1.3;
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** 32 hex digits, as every id of Carnet. */
  String id() {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  /** Replaces each [a|b|c] by one of them. */
  String choose(String text) {
    Matcher choice = CHOICE.matcher(text);
    StringBuilder chosen = new StringBuilder();
    while (choice.find()) {
      choice.appendReplacement(
          chosen, Matcher.quoteReplacement(pick(List.of(choice.group(1).split("\\|", -1)))));
    }
    return choice.appendTail(chosen).toString().replaceAll(" +", " ").strip();
  }
}
