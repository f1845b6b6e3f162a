/**
 * Who may read what: compartments, keys, doors, sessions, and the trace that stands before every
 * key.
 *
 * <p>Enter by {@link carnet.vault.Vault} (one practice on one replica) and {@link
 * carnet.vault.Unlock}, which makes a {@link carnet.vault.Session}; a chart's keys come only from
 * {@link carnet.vault.Session#open}, against a durable trace. Knows neither Spring nor FHIR.
 */
@NullMarked
package carnet.vault;

import org.jspecify.annotations.NullMarked;
