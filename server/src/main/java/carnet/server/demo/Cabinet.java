package carnet.server.demo;

/** The invented practice itself. Phones are in ranges that ARCEP keeps for fiction. */
public record Cabinet(
    String name, String address, String postalCode, String town, String phone, String email) {
  static final Cabinet TILLEULS =
      new Cabinet(
          "Cabinet des Tilleuls",
          "12, rue des Tilleuls",
          "37000",
          "Tours",
          "02 61 91 12 34",
          "cabinet@tilleuls.example");
}
