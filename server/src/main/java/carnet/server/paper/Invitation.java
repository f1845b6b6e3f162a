package carnet.server.paper;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What a future member is handed: where to go, and the code that serves once.
 *
 * @param role in words: "infirmière", "secrétaire"
 * @param address of the app, as typed in a browser
 */
public record Invitation(
    String practice,
    String name,
    String role,
    String login,
    String code,
    String address,
    String invitedBy,
    LocalDate made,
    LocalDateTime expires,
    boolean demo) {}
