/** The shapes of docs/api.md. Clinical content is FHIR and has its types from @types/fhir. */
export type Role = 'clinician' | 'secretary' | 'delegate';
export type Profession = 'gp' | 'specialist' | 'nurse' | 'midwife' | 'secretary' | 'delegate';
export interface Named { readonly id: string; readonly name: string }

export interface Session {
  readonly token: string;
  readonly renewal: string;
  /** Of a renewal that is under way, or whose answer was lost: sent again with it, by whichever tab. */
  readonly attempt?: string | undefined;
  readonly expiresIn: number;
  readonly idleAfter: number;
  readonly returnKey: string;
  readonly member: { readonly id: string; readonly login: string; readonly name: string; readonly role: Role; readonly profession: Profession };
  readonly practice: Named;
  readonly holds: readonly string[];
  readonly grantsDue: readonly string[];
}
export interface Peer { readonly name: string; readonly address: string; readonly reachable: boolean; readonly seenAt?: string }
export interface Status {
  readonly product: string;
  readonly version: string;
  readonly replica: Named;
  readonly founded: boolean;
  readonly practice?: Named;
  readonly demo: boolean;
  readonly peers: readonly Peer[];
}
export interface Hit {
  readonly id: string;
  readonly family: string;
  readonly birthFamily?: string;
  readonly given: string;
  readonly born: string;
  readonly sex: string;
  readonly town?: string;
  readonly phone?: string;
  readonly ins?: { readonly value?: string; readonly status: string };
  readonly lastSeen?: string;
}
export type Booking = 'booked' | 'arrived' | 'fulfilled' | 'cancelled' | 'noshow';
export interface DayRow {
  readonly id: string;
  readonly version: string;
  readonly start: string;
  readonly minutes: number;
  readonly motive: string;
  readonly state: Booking;
  readonly arrivedAt?: string;
  readonly practitioner: Named;
  readonly patient: Hit;
}
export interface Day { readonly date: string; readonly trace: string; readonly rows: readonly DayRow[]; readonly motives: readonly string[] }
export interface Hits { readonly trace: string; readonly hits: readonly Hit[]; readonly more: boolean }
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly login?: string;
  readonly role: Role;
  readonly profession: Profession;
  readonly steward: boolean;
  readonly state: 'active' | 'invited' | 'accepted' | 'departed' | 'frozen';
  readonly since: string;
  readonly holds: readonly string[];
  readonly leaving?: Leaving;
  readonly returning?: WaitsForSecond;
}
/** A departure that waits for a second person, that may still be undone, or that a third person must decide. */
export interface Leaving {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly state: 'proposed' | 'stands' | 'contested';
  readonly undoUntil?: string;
  readonly mayConfirm: boolean;
  readonly mayUndo: boolean;
}
/** A return, until a second person confirms it. */
export interface WaitsForSecond {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly aloneFrom?: string;
}
export interface Message {
  readonly id: string;
  readonly from: Named;
  readonly to: readonly Named[];
  readonly text: string;
  readonly patient?: Hit;
  readonly phone?: string;
  readonly at: string;
  readonly doneAt?: string;
  readonly doneBy?: Named;
}
export interface AccessRow {
  readonly at: string;
  readonly member: Named;
  readonly device: string;
  readonly kind: string;
  readonly classes: readonly string[];
  readonly explanation: { readonly code: string; readonly text: string };
  readonly refused: boolean;
  readonly unexplained: boolean;
}
export interface Drug { readonly id: string; readonly inn: string; readonly brand?: string; readonly dose: string; readonly form: string; readonly route: string }
export interface Duration { readonly value: number; readonly unit: string }
export type KeptFor = 'MTE' | 'EFG' | 'CIF';
export interface Understood {
  readonly drug?: Drug;
  readonly posology?: string;
  /** The posology stays word for word: nothing of it is computed. */
  readonly verbatim: boolean;
  readonly duration?: Duration;
  readonly units?: string | number;
  readonly renewals?: number;
  readonly ald: boolean;
  readonly nonSubstitutable?: KeptFor;
  readonly missing: readonly string[];
  readonly choices: readonly Drug[];
  readonly refused: readonly Refused[];
}
/** A rule that a line breaks, with where it is written. */
export interface Refused { readonly code: string; readonly reason: string; readonly source: string }
/** A signed line asked for again: a line without its length, or why there is none. */
export interface Renewed {
  readonly of: string;
  readonly line?: { readonly drug?: Drug; readonly text?: string; readonly posology: string; readonly verbatim: boolean; readonly route: string; readonly ald: boolean; readonly nonSubstitutable?: KeptFor };
  readonly left?: { readonly name: string; readonly reason: string; readonly source: string };
}
export interface Measure {
  readonly id: string;
  readonly member: Named;
  readonly action: string;
  readonly since: string;
  readonly device?: string;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly stops: readonly string[];
  readonly stopsNot: readonly string[];
  readonly mayLift: boolean;
}
export interface ExportRequest {
  readonly id: string;
  readonly member: Named;
  readonly reason: string;
  readonly at: string;
  readonly state: 'waiting' | 'granted' | 'refused' | 'void' | 'over';
  readonly aloneFrom?: string;
  readonly until?: string;
  readonly acceptedBy?: Named;
  readonly refusedBy?: Named;
  readonly mayAccept: readonly Named[];
}
/** A server that a steward asked for. */
export interface ServerRequest {
  readonly id: string;
  readonly member: Named;
  readonly server: string;
  readonly at: string;
  readonly state: ExportRequest['state'];
  readonly aloneFrom?: string;
  readonly acceptedBy?: Named;
  readonly refusedBy?: Named;
  readonly mayAccept: readonly Named[];
  /** One of the practice's by now. */
  readonly taken: boolean;
}
/** Which servers came, or are to come, and went, since a day. */
export interface ServerChanges {
  readonly asked: readonly ServerRequest[];
  readonly removed: readonly { readonly id: string; readonly member: Named; readonly server: string; readonly at: string }[];
}
/** A measure that stands no more. */
export interface LiftedMeasure {
  readonly id: string;
  readonly member: Named;
  readonly since: string;
  readonly device?: string;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly liftedAt: string;
  readonly liftedBy: Named;
  readonly why?: string;
}
export interface IncidentRow {
  readonly patient: Hit;
  readonly classesRead: readonly string[];
  readonly seen: number | boolean;
  readonly printed: number | boolean;
  readonly exported: number | boolean;
  readonly refused: number | boolean;
  readonly first: string;
  readonly last: string;
}
export interface Incident {
  readonly id: string;
  readonly rows: readonly IncidentRow[];
  readonly checkpoints: readonly { readonly writer: string; readonly size: number; readonly root: string }[];
  readonly mayHaveMore: readonly string[];
}
export interface Continuity {
  readonly replicas: readonly { readonly id: string; readonly name: string; readonly role: 'full' | 'relay'; readonly thisOne: boolean; readonly reachable: boolean; readonly seenAt?: string; readonly behind: number }[];
  readonly copies: readonly { readonly name: string; readonly kind: string; readonly at: string; readonly size: number }[];
  readonly ifCutNow: readonly string[];
}
export interface Enrolment { readonly id: string; readonly login: string; readonly label: string; readonly number: string; readonly askedAt: string; readonly network: string }
export interface Device { readonly id: string; readonly label: string; readonly enrolledAt: string; readonly lastSeen?: string; readonly thisOne: boolean }
export interface Filing { readonly id: string; readonly title?: string; readonly patient?: Hit; readonly filedAt?: string; readonly until?: string }
export interface Draft { readonly id: string; readonly version?: string; readonly parents?: readonly string[]; readonly motive?: string; readonly exam?: string; readonly conclusion?: string; readonly plan?: string; readonly savedAt?: string }
export interface Kept { readonly id: string; readonly version: string; readonly savedAt: string; readonly copies: readonly string[] }
export interface Totp { readonly secret: string; readonly uri: string; readonly qr: string }
export interface Kit { readonly words: readonly string[]; readonly pdf: string }
export interface KitAsked { readonly id: string; readonly by: Named; readonly until: string }
export interface KitState { readonly waitsFor: readonly string[]; readonly asked?: KitAsked }
