package carnet.record.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Example;
import tools.jackson.databind.node.ObjectNode;

class RenewalTest {
  private static final PrescribingRules RULES = PrescribingRules.french();
  private static final Formulary DRUGS = Formulary.demonstration();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  private static final List<String> CHRONIC =
      List.of(
          "metformine 1000 matin et soir pendant les repas 3 mois renouvelable 1 fois ald",
          "metformine 850 2-0-1 3 mois",
          "coumadine 5 1 le soir 1 mois MTE",
          "levothyrox 75 1/2 le matin qsp 30 cp",
          "uvedose 100 000 UI 1 ampoule tous les 3 mois 1 an",
          "ventoline 2 bouffées si gene respiratoire 1 mois",
          "venlafaxine lp 75 le matin 3 mois",
          "Crème à l’urée 10 %, 1 application par jour sur les pieds");

  @Example
  void everyLineIsCarriedOverAsItWasSignedWithItsLengthToBeSaidAnew() {
    PrescriptionLine[] signed =
        CHRONIC.stream().map(PrescribingRulesTest::line).toArray(PrescriptionLine[]::new);
    List<ObjectNode> sealed = PrescriptionFhir.toFhir(PrescribingRulesTest.sheet(signed));
    assertThat(sealed).hasSize(8);
    for (int i = 0; i < sealed.size(); i++) {
      Renewal.Carried carried = (Renewal.Carried) renewed(sealed.get(i));
      assertThat(carried.line())
          .as(CHRONIC.get(i))
          .usingRecursiveComparison()
          .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
          .isEqualTo(signed[i].withoutLength());
      assertThat(carried.line().duration()).isNull();
      assertThat(carried.line().units()).isEmpty();
      assertThat(carried.line().renewals()).isZero();
    }
  }

  @Example
  void whatNeedsSecuredStockIsLeftWithTheRuleAndItsSource() {
    Renewal.Left left = (Renewal.Left) renewed(sealed("tramadol 50 3x/j 5j"));
    assertThat(left.name()).startsWith("Tramadol 50");
    assertThat(left.fr()).contains("sécurisée");
    assertThat(left.source()).contains("ANSM");
    assertThat(renewed(sealed("Rp : Skenan 10"))).isInstanceOf(Renewal.Left.class);
  }

  @Example
  void aDrugThatLeftTheFormularyIsNamed() {
    Formulary smaller =
        new Formulary("Un autre formulaire", DAY, List.of(DRUGS.named("amlodipine").getFirst()));
    Renewal.Left left =
        (Renewal.Left) Renewal.of(sealed("ramipril 5 le matin 3 mois"), smaller, RULES, DAY);
    assertThat(left.name()).isEqualTo("Ramipril 5\u00a0mg, comprimé");
    assertThat(left.fr()).contains("plus au formulaire");
    assertThat(left.source()).isEqualTo("Un autre formulaire");
  }

  @Example
  void aLineOfAnotherProgramIsNamedAndLeft() {
    ObjectNode foreign = sealed("ramipril 5 le matin 3 mois");
    foreign.remove("groupIdentifier");
    Renewal.Left left = (Renewal.Left) renewed(foreign);
    assertThat(left.name()).isEqualTo("Ramipril 5\u00a0mg, comprimé");
  }

  private static Renewal renewed(ObjectNode request) {
    return Renewal.of(request, DRUGS, RULES, DAY);
  }

  private static ObjectNode sealed(String typed) {
    return PrescriptionFhir.toFhir(PrescribingRulesTest.sheet(PrescribingRulesTest.line(typed)))
        .getFirst();
  }
}
