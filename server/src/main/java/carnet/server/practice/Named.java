package carnet.server.practice;

import carnet.vault.Member;
import carnet.vault.MemberId;

/** Whom or what an answer speaks of: an id in hex, and the name that people read. */
public record Named(String id, String name) {

  /** A member, as colleagues name her; without a name where nobody of that id ever came in. */
  public static Named of(House house, MemberId member) {
    return new Named(
        member.hex(), house.vault().keyring().member(member).map(Member::name).orElse(""));
  }

  public static Named of(Member member) {
    return new Named(member.id().hex(), member.name());
  }
}
