package carnet.record.prescription;

import java.util.List;

/**
 * One strength and form of a drug, by its international name.
 *
 * @param taken what is counted in a posology: comprimé, gélule, bouffée …
 * @param usual posologies in common use, to propose, never to impose
 */
public record Drug(
    String id,
    String inn,
    List<String> brands,
    String dose,
    String form,
    String taken,
    String route,
    String atc,
    List<String> usual) {

  public Drug {
    brands = List.copyOf(brands);
    usual = List.copyOf(usual);
  }

  /** "Amoxicilline 1 g, comprimé dispersible", as it stands on the sheet. */
  public String label() {
    return inn + " " + dose + ", " + form;
  }
}
