package carnet.server.demo;

/**
 * Plausible weight and height of a child by age, as a smooth line through rounded everyday figures;
 * no growth standard.
 */
final class Growth {
  private static final double[] MONTHS = {
    0, 1, 2, 4, 6, 9, 12, 18, 24, 36, 48, 72, 108, 144, 180, 216
  };
  private static final double[] KILOS = {
    3.4, 4.2, 5.2, 6.6, 7.6, 8.8, 9.7, 11, 12.2, 14.2, 16.2, 20.5, 28.5, 40, 53, 60
  };
  private static final double[] CENTIMETRES = {
    50, 54, 58, 63, 67, 71, 75, 81, 87, 95, 102, 116, 133, 150, 165, 170
  };

  private Growth() {}

  static double weight(long months, boolean woman, double adult) {
    return months >= 216 ? adult : along(KILOS, months) * (woman ? 0.97 : 1.03);
  }

  static double height(long months, boolean woman) {
    double height = along(CENTIMETRES, Math.min(months, 216));
    return months >= 156 ? height + (woman ? -6 : 6) : height;
  }

  private static double along(double[] values, long months) {
    for (int i = 1; i < MONTHS.length; i++) {
      if (months <= MONTHS[i]) {
        double done = (months - MONTHS[i - 1]) / (MONTHS[i] - MONTHS[i - 1]);
        return values[i - 1] + (values[i] - values[i - 1]) * done;
      }
    }
    return values[values.length - 1];
  }
}
