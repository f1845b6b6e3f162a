package carnet.server.unlock;

import carnet.vault.Access;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The device that proved itself in this request, and whence. Any controller may ask for it as a
 * parameter.
 *
 * @param device RFC 7638 thumbprint of its key
 * @param address of the network peer; kept in memory only
 */
public record Caller(String device, String address) {

  static final String ATTRIBUTE = Caller.class.getName();

  /** The network as traces keep it: coarse, so that a trace is not a track of a person. */
  public String network() {
    try {
      InetAddress peer = InetAddress.getByName(address);
      if (peer.isLoopbackAddress()) {
        return "loopback";
      }
      if (peer.isSiteLocalAddress() || peer.isLinkLocalAddress()) {
        return "local";
      }
      byte[] bytes = peer.getAddress();
      int kept = bytes.length == 4 ? 3 : 6;
      for (int i = kept; i < bytes.length; i++) {
        bytes[i] = 0;
      }
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
    } catch (UnknownHostException notAnAddress) {
      return "unknown";
    }
  }

  /** Where a session of that id comes from. */
  public Access.From from(String session) {
    return new Access.From(device, network(), session);
  }
}
