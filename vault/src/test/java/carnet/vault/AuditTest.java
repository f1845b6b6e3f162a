package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.Kind;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads the audit, and with which key. */
class AuditTest {

  private House house;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theDelegateReadsTheAuditWrittenBeforeSheJoinedAndAfter() {
    Bytes patient = house.patient();
    try (Session founder = house.session("moreau")) {
      house.write(founder, patient, Compartment.AUDIT, "bris de glace : appel du SAMU");
      house.join(founder, "aubry", Role.DELEGATE, "delegate", false);
      founder.payDues();
      house.write(founder, patient, Compartment.AUDIT, "clos");
    }

    try (Session delegate = house.session("aubry")) {
      assertThat(delegate.held()).contains(Compartment.AUDIT);
      assertThat(house.read(delegate, patient, Compartment.AUDIT))
          .containsExactly("bris de glace : appel du SAMU", "clos");
    }
  }

  @Test
  void theDelegateOpensTheTracesOfACopyUnderHerOwnKeyAlone() throws CannotOpen {
    try (Session founder = house.session("moreau")) {
      house.read(founder, house.patient(), Compartment.HISTORY);
      house.join(founder, "aubry", Role.DELEGATE, "delegate", false);
      founder.payDues();
    }
    long traces =
        house.vault.traces().on(LocalDate.ofInstant(house.clock.instant(), ZoneOffset.UTC)).count();

    try (Session delegate = house.session("aubry")) {
      // With nothing but what her account opens: no label key, no day key of the replica.
      List<Secret> dayKeys = dayKeys(delegate);
      List<String> kinds = new ArrayList<>();
      for (Entry each : house.store.ofKind(house.vault.practice(), Kind.TRACE).toList()) {
        for (Secret key : dayKeys) {
          kinds.add(house.vault.payload(each, key).header().op());
        }
      }
      assertThat(kinds).hasSizeGreaterThan((int) traces).contains("access", "unlock");
    }
  }

  private List<Secret> dayKeys(Session delegate) throws CannotOpen {
    List<Secret> keys = new ArrayList<>();
    Keyring.Epoch audit =
        house.vault.keyring().epochs(Compartment.AUDIT, Bytes.of(new byte[16])).getFirst();
    XWing kem = XWing.of(SessionKeys.kemSeed(delegate.keys().secret(audit.id()).orElseThrow()));
    for (Entry each : house.store.ofKind(house.vault.practice(), Kind.KEYRING).toList()) {
      for (Body.Stanza stanza : Body.read(Objects.requireNonNull(each.body())).stanzas()) {
        if (stanza instanceof Body.Stanza.Sealed(Bytes recipient, Bytes box)
            && recipient.equals(audit.id().value())) {
          keys.add(kem.open("carnet/1/day-key", recipient, box));
        }
      }
    }
    return keys;
  }

  @Test
  void aSecretaryInChargeDoesNotReadTheAuditAndAClinicianInChargeDoes() {
    try (Session founder = house.session("moreau")) {
      house.join(founder, "petit", Role.SECRETARY, "secretary", true);
      house.join(founder, "durand", Role.CLINICIAN, "gp", false);
      founder.payDues();
      assertThat(founder.held()).contains(Compartment.AUDIT);
    }
    try (Session secretary = house.session("petit");
        Session doctor = house.session("durand")) {
      assertThat(secretary.held()).doesNotContain(Compartment.AUDIT);
      assertThat(doctor.held()).doesNotContain(Compartment.AUDIT);
    }
  }
}
