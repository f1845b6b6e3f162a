package carnet.server.chart;

import carnet.record.PatientId;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.vault.Compartment;
import carnet.vault.Session;
import org.springframework.http.HttpStatus;

/** What a session must hold before a route answers: keys, never a role. */
public final class Held {

  private Held() {}

  /**
   * @throws Problem not-yours, where this session holds no key of the class
   */
  public static void require(Session by, Compartment clazz) {
    if (!by.held().contains(clazz)) {
      throw Problem.of(
          "not-yours",
          HttpStatus.FORBIDDEN,
          "Votre compte n’a pas la clé de cette partie du dossier.",
          "Your account holds no key of this part of the chart.");
    }
  }

  /** The patient that an address names. */
  public static PatientId patient(String id) {
    return new PatientId(Fields.id(id, "/patient"));
  }

  /**
   * @throws Problem not-found, where the directory does not know her
   */
  public static PatientId known(carnet.record.Practice practice, Session by, String id) {
    PatientId patient = patient(id);
    if (practice.known(by, patient).isEmpty()) {
      throw Problem.notFound();
    }
    return patient;
  }
}
