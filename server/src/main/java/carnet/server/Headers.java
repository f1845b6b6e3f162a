package carnet.server;

import carnet.server.unlock.Origins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What every answer carries for the browser's own defences, and how large a body may be. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class Headers extends OncePerRequestFilter {

  private static final long JSON = 1L << 20;
  private static final long LARGE = (20L << 20) + (1L << 16);

  private final Origins origins;
  private final Problems problems;

  Headers(Origins origins, Problems problems) {
    this.origins = origins;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", policy());
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(self), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)");
    boolean api = request.getRequestURI().startsWith("/api/");
    if (api) {
      response.setHeader("Cache-Control", "no-store");
    } else {
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
    long most = most(request);
    if (request.getContentLengthLong() > most) {
      problems.write(Problems.ofStatus(HttpStatus.CONTENT_TOO_LARGE.value()), request, response);
      return;
    }
    chain.doFilter(
        request.getContentLengthLong() < 0 ? new Limited(request, most) : request, response);
  }

  private String policy() {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
        + " font-src 'self'; connect-src 'self' "
        + String.join(" ", origins.all())
        + "; frame-src blob:; object-src blob:; worker-src 'self'; manifest-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'";
  }

  private static long most(HttpServletRequest request) {
    String path = request.getRequestURI();
    String type = request.getContentType();
    if (path.equals("/api/import") || path.startsWith("/api/exchange")) {
      return Long.MAX_VALUE; // Read as streams, and bounded by who reads them.
    }
    boolean paper = path.startsWith("/api/patients/") && path.endsWith("/documents");
    return !paper && type != null && type.startsWith("application/json") ? JSON : LARGE;
  }

  /** A body of unknown length, cut off where it becomes too large. */
  private static final class Limited extends HttpServletRequestWrapper {
    private final long most;

    Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream in = super.getInputStream();
      return new ServletInputStream() {
        private long read;

        private int count(int more) throws IOException {
          read += Math.max(0, more);
          if (read > most) {
            throw new IOException("the body is too large");
          }
          return more;
        }

        @Override
        public int read() throws IOException {
          int one = in.read();
          var _ = count(one < 0 ? 0 : 1);
          return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          return count(in.read(into, from, length));
        }

        @Override
        public boolean isFinished() {
          return in.isFinished();
        }

        @Override
        public boolean isReady() {
          return in.isReady();
        }

        @Override
        public void setReadListener(@Nullable ReadListener listener) {
          in.setReadListener(listener);
        }
      };
    }
  }
}
