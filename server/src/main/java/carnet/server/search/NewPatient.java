package carnet.server.search;

import org.jspecify.annotations.Nullable;

/**
 * Who a new patient says to be.
 *
 * @param family the name used
 * @param birthFamily where it is another one
 * @param born a date, or a year or month where no more is known
 * @param sex female, male or unknown
 */
public record NewPatient(
    @Nullable String family,
    @Nullable String birthFamily,
    @Nullable String given,
    @Nullable String born,
    @Nullable String sex,
    @Nullable String phone,
    @Nullable String address) {}
