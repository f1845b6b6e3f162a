package carnet.vault;

/** How the practice presents itself: on the sign-in page and on paper. Nothing of a patient. */
public record PracticeProfile(String name, String address, String phone, String email) {}
