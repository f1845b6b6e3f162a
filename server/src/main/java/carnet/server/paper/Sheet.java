package carnet.server.paper;

import carnet.record.prescription.Prescription;

/**
 * A prescription to print.
 *
 * @param signed false: every page says that it is a draft
 * @param demo every page says that it must not be dispensed
 */
public record Sheet(Prescription of, Format format, boolean signed, boolean demo) {}
