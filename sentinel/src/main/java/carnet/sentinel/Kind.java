package carnet.sentinel;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an event is about, with its wire name. A name not listed reads as {@link #OTHER}, which
 * changes nothing.
 */
public enum Kind {
  ACCOUNT_STATE("account.state", Nature.FACT),
  ACCOUNT_CREATED("account.created", Nature.FACT),
  ACCOUNT_DEPARTED("account.departed", Nature.FACT),
  ACCOUNT_ROLE("account.role", Nature.FACT),
  PATIENT_FLAG("patient.flag", Nature.FACT),
  APPOINTMENT_BOOKED("appointment.booked", Nature.DEED),
  APPOINTMENT_CANCELLED("appointment.cancelled", Nature.DEED),
  ARRIVAL("arrival", Nature.DEED),
  ROUND_PLANNED("round.planned", Nature.DEED),
  ENCOUNTER_SIGNED("encounter.signed", Nature.DEED),
  PRESCRIPTION_ISSUED("prescription.issued", Nature.DEED),
  DOCUMENT_RECEIVED("document.received", Nature.DEED),
  MESSAGE_RECEIVED("message.received", Nature.DEED),
  GRANT_GIVEN("grant.given", Nature.DEED),
  GRANT_REVOKED("grant.revoked", Nature.DEED),
  RECALL_LISTED("recall.listed", Nature.DEED),
  DUTY_PLANNED("duty.planned", Nature.FACT),
  BREAKGLASS("breakglass", Nature.DEED),
  LOGIN_OK("login.ok", Nature.DEED),
  LOGIN_FAILED("login.failed", Nature.FACT),
  FACTOR_OK("factor.ok", Nature.DEED),
  FACTOR_FAILED("factor.failed", Nature.FACT),
  DEVICE_NEW("device.new", Nature.FACT),
  PATIENT_SEARCH("patient.search", Nature.NAMES),
  NAMES_SHOWN("names.shown", Nature.NAMES),
  PATIENT_OPEN("patient.open", Nature.CHART),
  SECTION_READ("section.read", Nature.CHART),
  RECORD_WRITE("record.write", Nature.DEED),
  RECORD_DELETE("record.delete", Nature.DEED),
  PRINT("print", Nature.CHART),
  EXPORT("export", Nature.CHART),
  IMPORT("import", Nature.CHART),
  API_READ("api.read", Nature.CHART),
  ADMIN_CHANGE("admin.change", Nature.FACT),
  OTHER("other", Nature.FACT);

  /**
   * FACT is said about an account or a patient; DEED is done by the account; NAMES and CHART also
   * show something.
   */
  enum Nature {
    FACT,
    DEED,
    NAMES,
    CHART
  }

  private static final Map<String, Kind> BY_WIRE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Kind::wire, Function.identity()));

  private final String wire;
  private final Nature nature;

  Kind(String wire, Nature nature) {
    this.wire = wire;
    this.nature = nature;
  }

  public String wire() {
    return wire;
  }

  /** Whether something of a patient is shown: only such events are judged, besides signing in. */
  public boolean isAccess() {
    return nature == Nature.NAMES || nature == Nature.CHART;
  }

  boolean showsNames() {
    return nature == Nature.NAMES;
  }

  boolean isDeed() {
    return nature != Nature.FACT;
  }

  static Kind of(String wire) {
    return BY_WIRE.getOrDefault(wire, OTHER);
  }
}
