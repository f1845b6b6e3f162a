package carnet.server.unlock;

import carnet.record.Practice;
import carnet.server.practice.House;
import carnet.vault.MemberId;
import carnet.vault.Session;
import carnet.vault.SessionEnded;
import java.util.Optional;

/**
 * A member at work on one device: the session of the request. A controller that has one as a
 * parameter answers nobody else.
 */
public final class SignedIn {

  private final House house;
  private final Session session;
  private final MemberId member;
  private final String login;
  private final String device;
  private final String id;

  SignedIn(House house, Session session, String login, String device, String id) {
    this.house = house;
    this.session = session;
    this.member = session.member().id();
    this.login = login;
    this.device = device;
    this.id = id;
  }

  /**
   * @throws SessionEnded when it was locked or ended since the request came
   */
  public Session session() {
    session.requireLive();
    return session;
  }

  public House house() {
    return house;
  }

  public Practice practice() {
    return house.practice();
  }

  public MemberId member() {
    return member;
  }

  public String login() {
    return login;
  }

  /** The thumbprint of the device's key. */
  public String device() {
    return device;
  }

  /** The id of this session, as traces name it. */
  public String id() {
    return id;
  }

  Optional<SessionEnded.Why> ended() {
    return session.ended();
  }

  void shut() {
    session.close();
  }
}
