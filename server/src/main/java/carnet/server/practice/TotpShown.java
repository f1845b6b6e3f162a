package carnet.server.practice;

import carnet.vault.Enrolment;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A seed as an authenticator app takes it: base 32, otpauth address, and that address as a square
 * to photograph.
 *
 * @param qr an SVG picture in a data URI
 */
record TotpShown(String secret, String uri, String qr) {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  static TotpShown of(Enrolment person, String practice) {
    byte[] seed = person.totpSeed();
    try {
      String secret = base32(seed);
      String uri =
          "otpauth://totp/"
              + encoded("Carnet:" + person.person().login())
              + "?secret="
              + secret
              + "&issuer="
              + encoded(practice.isEmpty() ? "Carnet" : "Carnet, " + practice);
      return new TotpShown(secret, uri, square(uri));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String base32(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte each : bytes) {
      bits = bits << 8 | (each & 0xff);
      held += 8;
      while (held >= 5) {
        held -= 5;
        out.append(ALPHABET.charAt(bits >> held & 31));
        bits &= (1 << held) - 1;
      }
    }
    if (held > 0) {
      out.append(ALPHABET.charAt(bits << (5 - held) & 31));
    }
    return out.toString();
  }

  private static String square(String content) {
    try {
      BitMatrix dots =
          new QRCodeWriter()
              .encode(content, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 2));
      StringBuilder path = new StringBuilder();
      for (int y = 0; y < dots.getHeight(); y++) {
        for (int x = 0; x < dots.getWidth(); x++) {
          if (dots.get(x, y)) {
            path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
          }
        }
      }
      int side = dots.getWidth();
      String svg =
          "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' shape-rendering='crispEdges'><path fill='#fff' d='M0 0h%dv%dH0z'/><path d='%s'/></svg>"
              .formatted(side, side, side, side, path);
      return "data:image/svg+xml;base64,"
          + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException(
          "no QR code of " + content.length() + " characters", tooLong);
    }
  }
}
