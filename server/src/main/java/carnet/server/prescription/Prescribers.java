package carnet.server.prescription;

import carnet.record.prescription.Prescription.Prescriber;
import carnet.vault.Member;
import carnet.vault.PracticeProfile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who prescribes, as the sheet must say it: from her membership and the practice's profile. */
final class Prescribers {

  private static final PracticeProfile UNSAID = new PracticeProfile("", "", "", "");
  private static final Pattern TOWN = Pattern.compile(".*\\b\\d{5}\\s+([^,\\n]+)", Pattern.DOTALL);

  private Prescribers() {}

  static Prescriber of(Member member, Optional<PracticeProfile> practice) {
    PracticeProfile at = practice.orElse(UNSAID);
    return new Prescriber(
        member.id().hex(),
        member.family(),
        member.given(),
        member.profession(),
        title(member.profession()),
        member.rpps() == null ? "" : member.rpps(),
        "",
        at.name(),
        at.address(),
        at.phone(),
        at.email());
  }

  /** The town of the practice's address; the address itself where none is found in it. */
  static String place(Optional<PracticeProfile> practice) {
    String address = practice.orElse(UNSAID).address();
    Matcher town = TOWN.matcher(address);
    return town.matches() ? town.group(1).strip() : address;
  }

  private static String title(String profession) {
    return switch (profession) {
      case "gp" -> "Médecin généraliste";
      case "specialist" -> "Médecin spécialiste";
      case "nurse" -> "Infirmier, infirmière";
      case "midwife" -> "Sage-femme";
      default -> "";
    };
  }
}
