package carnet.vault;

import carnet.journal.Payload;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shuts one account, or one device of it, and opens it again.
 *
 * <p>A replica freezes by itself, unsigned: it takes nothing from anyone but the account that its
 * sentinel judged. Only a person lifts, and never the member herself. Every replica that learns of
 * either obeys.
 */
public final class Measures {

  private Measures() {}

  /**
   * Durable when it returns; sessions of the member end with their next request.
   *
   * @param device the only device to shut, or null for the account
   * @param reasons codes and numbers; never a name
   */
  public static Measure freeze(
      Vault vault,
      MemberId who,
      @Nullable String device,
      List<Map<String, Object>> reasons,
      double score) {
    byte[] id = new byte[16];
    vault.random().nextBytes(id);
    String hex = HexFormat.of().formatHex(id);
    vault.append(
        vault.keyringDraft(
            new Payload(
                KeyringFold.header(Acts.MEASURE, MemberId.NOBODY, vault.keyring().heads()),
                Acts.write(
                    new Acts.Measure(hex, who.hex(), Acts.FREEZE, device, reasons, score, null)),
                List.of())));
    return standing(vault, hex);
  }

  /**
   * By a second member.
   *
   * @param why in her words, for every member to read
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Measure lift(Session by, String id, String why) {
    by.requireLive();
    Measure measure = standing(by.vault(), id);
    if (measure.member().equals(by.member().id())) {
      throw new NotAllowed("measure.lift-takes-another");
    }
    by.vault()
        .append(
            Dues.act(
                by,
                Acts.MEASURE,
                new Acts.Measure(
                    id, measure.member().hex(), Acts.LIFT, measure.device(), List.of(), 0, why)));
    return measure;
  }

  private static Measure standing(Vault vault, String id) {
    return vault.keyring().measures().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NotAllowed("measure.unknown"));
  }
}
