/**
 * The exchange between replicas over HTTP: who sends is shown by a signature of the replica's key
 * over each request and answer (RFC 9421), whatever carries them. Enter by {@link
 * carnet.server.continuity.exchange.ExchangeDoor} for who answers, {@link
 * carnet.server.continuity.exchange.HttpPeer} for who asks.
 */
@NullMarked
package carnet.server.continuity.exchange;

import org.jspecify.annotations.NullMarked;
