package carnet.record.directory;

import carnet.record.ResourceKey;

/**
 * A row of the directory, as a list shows it.
 *
 * @param family the name used; {@code birthFamily} is empty where it is the same
 * @param born a FHIR date, whole or partial
 * @param insStatus the RNIV status of the identity
 * @param active false for a record that is closed or was merged into another
 */
public record Hit(
    ResourceKey patient,
    String family,
    String birthFamily,
    String given,
    String born,
    String sex,
    String town,
    String phone,
    String ins,
    String insStatus,
    boolean active) {}
