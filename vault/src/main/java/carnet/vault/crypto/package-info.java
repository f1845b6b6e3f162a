/**
 * The primitives, each named once: key memory, HKDF, XAES-256-GCM, the hybrid KEM, Argon2id and
 * TOTP.
 *
 * <p>Nothing here is invented: every class is a narrow door to a library that publishes its
 * vectors. Only {@code carnet.vault} may enter; an architecture test holds it. Start with {@link
 * carnet.vault.crypto.Secret}.
 */
@NullMarked
package carnet.vault.crypto;

import org.jspecify.annotations.NullMarked;
