package carnet.server.paper;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A QR code as a picture inside the page, made in memory. */
final class Square {
  private static final int DOTS = 8;

  private Square() {}

  static String dataUri(String content) {
    BitMatrix modules = modules(content);
    int side = modules.getWidth();
    BufferedImage image =
        new BufferedImage(side * DOTS, side * DOTS, BufferedImage.TYPE_BYTE_BINARY);
    for (int x = 0; x < side * DOTS; x++) {
      for (int y = 0; y < side * DOTS; y++) {
        image.setRGB(x, y, modules.get(x / DOTS, y / DOTS) ? 0x000000 : 0xffffff);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(image, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }

  private static BitMatrix modules(String content) {
    try {
      return new QRCodeWriter()
          .encode(
              content,
              BarcodeFormat.QR_CODE,
              0,
              0,
              Map.of(
                  EncodeHintType.ERROR_CORRECTION,
                  ErrorCorrectionLevel.Q,
                  EncodeHintType.MARGIN,
                  0));
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException(
          "no QR code of " + content.length() + " characters", tooLong);
    }
  }
}
