package carnet.record.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;
import org.hl7.fhir.r4.model.MedicationRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PrescriptionFhirTest {
  private static final String[] TYPED = {
    "metformine 1000 matin et soir pendant les repas 3 mois renouvelable 1 fois ald",
    "coumadine 5 1 le soir à adapter selon l'INR 1 mois MTE",
    "doliprane 1g 3x/j si douleur 5j",
    "metformine 850 2-0-1 3 mois",
    "uvedose 100 000 UI 1 ampoule tous les 3 mois 1 an",
    "ventoline 2 bouffées si gene respiratoire 1 mois",
    "levothyrox 75 1/2 le matin qsp 30 cp",
    "Crème à l’urée 10 %, 1 application par jour sur les pieds"
  };

  @Example
  void whatIsSealedReadsBackEqual() {
    Prescription sheet = sheet();
    List<ObjectNode> lines = new ArrayList<>(PrescriptionFhir.toFhir(sheet));
    Collections.reverse(lines);
    JsonMapper json = JsonMapper.shared();
    List<ObjectNode> reread =
        lines.stream().map(l -> (ObjectNode) json.readTree(json.writeValueAsBytes(l))).toList();
    assertThat(FhirPrescription.read(reread))
        .usingRecursiveComparison()
        .withComparatorForType(java.math.BigDecimal::compareTo, java.math.BigDecimal.class)
        .isEqualTo(sheet);
  }

  @Example
  void theReferenceParserAcceptsEachLine() {
    FhirContext hapi = FhirContext.forR4Cached();
    for (ObjectNode line : PrescriptionFhir.toFhir(sheet())) {
      MedicationRequest parsed =
          hapi.newJsonParser()
              .setParserErrorHandler(new StrictErrorHandler())
              .parseResource(MedicationRequest.class, line.toString());
      assertThat(parsed.getContained()).hasSize(3);
      assertThat(parsed.getIntent()).isEqualTo(MedicationRequest.MedicationRequestIntent.ORDER);
    }
  }

  @Example
  void aSheetWithoutOneOfItsLinesIsRefused() {
    List<ObjectNode> lines = PrescriptionFhir.toFhir(sheet());
    assertThatThrownBy(() -> FhirPrescription.read(lines.subList(0, 3)))
        .isInstanceOf(FhirPrescription.NotASheet.class)
        .hasMessageContaining("8 lines, 3 were given");
    assertThatThrownBy(() -> FhirPrescription.read(lines.subList(1, 8)))
        .isInstanceOf(FhirPrescription.NotASheet.class);
  }

  private static Prescription sheet() {
    PrescriptionLine[] lines = new PrescriptionLine[TYPED.length];
    for (int i = 0; i < TYPED.length; i++) {
      lines[i] = PrescribingRulesTest.line(TYPED[i]);
    }
    return PrescribingRulesTest.sheet(lines);
  }
}
