package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.server.continuity.exchange.ExchangeDoor;
import carnet.server.continuity.exchange.ReceivedMessage;
import carnet.server.continuity.exchange.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Carries other replicas' messages between HTTP and the {@link ExchangeDoor}. */
@RestController
final class ExchangeController {
  private final Running running;

  ExchangeController(Running running) {
    this.running = running;
  }

  @PostMapping({ExchangeDoor.EXCHANGE, ExchangeDoor.NEWS})
  ResponseEntity<byte[]> exchange(HttpServletRequest request)
      throws IOException, InterruptedException {
    byte[] body = request.getInputStream().readNBytes(ExchangeDoor.MOST_BYTES + 1);
    if (body.length > ExchangeDoor.MOST_BYTES) {
      return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
    }
    return answer(
        running
            .continuity()
            .door()
            .answer(
                new ReceivedMessage(
                    request.getMethod(),
                    request.getRequestURI(),
                    request::getHeader,
                    Bytes.adopt(body))));
  }

  private static ResponseEntity<byte[]> answer(Reply reply) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(reply.status()).contentType(MediaType.APPLICATION_OCTET_STREAM);
    reply.headers().forEach(answer::header);
    return answer.body(reply.body().toArray());
  }
}
