package carnet.server.unlock;

import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.practice.House;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Every request to {@code /api/} passes here: from an origin of the practice, to a name of ours,
 * with a proof of its device; and with a token, in its session.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class Gatekeeper extends OncePerRequestFilter {

  static final String SIGNED_IN = SignedIn.class.getName();
  static final String VISIT = Visit.class.getName();

  private static final String SCHEME = "DPoP ";

  /** A structured field (RFC 9651): {@code ?1} where the page asks and nobody did anything. */
  private static final String UNATTENDED = "Carnet-Unattended";

  private final Proofs proofs;
  private final Unlocked unlocked;
  private final Origins origins;
  private final Problems problems;
  private final LastSeen lastSeen;
  private final House house;

  Gatekeeper(
      House house, Unlocked unlocked, Origins origins, Problems problems, LastSeen lastSeen) {
    this.house = house;
    this.lastSeen = lastSeen;
    this.proofs = new Proofs(new Nonces(house.random(), house.settings().clock()), new Replays());
    this.unlocked = unlocked;
    this.origins = origins;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("DPoP-Nonce", proofs.nonce());
    if (shared(request, response)) {
      return;
    }
    try {
      if (!signed(request)) {
        String address = addressed(request);
        if (!open(request)) {
          prove(request, address);
        }
      }
    } catch (Problem refused) {
      problems.write(refused, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /**
   * CORS, for the app at another replica's address. @return whether this was a preflight, answered
   * here
   */
  private boolean shared(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    response.addHeader("Vary", "Origin");
    if (origin != null && origins.ours(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", "DPoP-Nonce, Retry-After");
      response.setHeader(
          "Access-Control-Allow-Headers",
          "Authorization, DPoP, Content-Type, Accept-Language, " + UNATTENDED);
      response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
      response.setHeader("Access-Control-Max-Age", "600");
    }
    if (request.getMethod().equals("OPTIONS")) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return true;
    }
    return false;
  }

  /** Replicas sign in their own way, and may come by any road. */
  private static boolean signed(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/api/exchange")
        || path.startsWith("/api/exchange/")
        || path.startsWith("/api/pairing/mailbox/");
  }

  /** What needs no proof: the state of the server. */
  private static boolean open(HttpServletRequest request) {
    return request.getRequestURI().equals("/api/status") && request.getMethod().equals("GET");
  }

  /** The whole address that was asked, where its name is ours. */
  private String addressed(HttpServletRequest request) {
    String address = request.getRequestURL().toString();
    String origin = address.substring(0, address.length() - request.getRequestURI().length());
    if (!origins.mine(origin, request.getLocalPort())) {
      throw Problem.of(
          "wrong-address",
          HttpStatus.MISDIRECTED_REQUEST,
          "Ce serveur ne répond pas sous cette adresse.",
          "This server does not answer under that address.");
    }
    return address;
  }

  private void prove(HttpServletRequest request, String address) {
    String token = token(request);
    String device = proofs.device(request.getHeader("DPoP"), request.getMethod(), address, token);
    Caller caller = new Caller(device, request.getRemoteAddr());
    request.setAttribute(Caller.ATTRIBUTE, caller);
    if (token != null) {
      Visit visit = unlocked.visit(token, caller);
      request.setAttribute(VISIT, visit);
      SignedIn signedIn = unlocked.use(visit, byPerson(request));
      if (signedIn != null) {
        request.setAttribute(SIGNED_IN, signedIn);
        lastSeen.note(device, house.clock().now());
      }
    }
  }

  /** What a page asks by itself keeps nobody awake. */
  private static boolean byPerson(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !"?1".equals(request.getHeader(UNATTENDED))
        && !path.equals("/api/events")
        && !path.equals("/api/session/lock")
        && !(path.equals("/api/session") && request.getMethod().equals("GET"));
  }

  private static @Nullable String token(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
