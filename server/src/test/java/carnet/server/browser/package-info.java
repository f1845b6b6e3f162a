/**
 * The app as clinicians meet it: a real Chromium against a real server. Start with {@link
 * carnet.server.browser.Visitor}; {@link carnet.server.browser.Stage} is what all tests share.
 */
@NullMarked
package carnet.server.browser;

import org.jspecify.annotations.NullMarked;
