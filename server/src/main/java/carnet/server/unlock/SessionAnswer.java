package carnet.server.unlock;

import carnet.server.practice.House;
import carnet.server.practice.Named;
import carnet.vault.Compartment;
import carnet.vault.Invitations;
import carnet.vault.Member;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session as the page is told of it; tokens only when it was just given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionAnswer(
    @Nullable String token,
    @Nullable String renewal,
    @Nullable Long expiresIn,
    long idleAfter,
    @Nullable String returnKey,
    Who member,
    Named practice,
    List<String> holds,
    List<String> grantsDue,
    @Nullable Object kit) {

  public record Who(String id, String login, String name, String role, String profession) {}

  static SessionAnswer of(SignedIn signedIn) {
    Session session = signedIn.session();
    House house = signedIn.house();
    Member member = session.member();
    Set<Compartment> due = Invitations.due(house.vault()).getOrDefault(member.id(), Set.of());
    return new SessionAnswer(
        null,
        null,
        null,
        house.settings().idle().toSeconds(),
        null,
        new Who(
            member.id().hex(),
            signedIn.login(),
            member.name(),
            member.role().wire(),
            member.profession()),
        new Named(house.vault().practice().hex(), house.practiceName()),
        wires(session.held()),
        wires(due),
        null);
  }

  static SessionAnswer of(Unlocked.Given given) {
    SessionAnswer all = of(given.signedIn());
    return new SessionAnswer(
        given.token(),
        given.renewal(),
        Unlocked.TOKEN.toSeconds(),
        all.idleAfter,
        given.returnKey(),
        all.member,
        all.practice,
        all.holds,
        all.grantsDue,
        null);
  }

  /** With what is shown once, at founding. */
  public SessionAnswer withKit(Object shownOnce) {
    return new SessionAnswer(
        token, renewal, expiresIn, idleAfter, returnKey, member, practice, holds, grantsDue,
        shownOnce);
  }

  private static List<String> wires(Collection<Compartment> classes) {
    return classes.stream().sorted().map(Compartment::wire).toList();
  }
}
