/** What the server refuses, by name (docs/api.md, Errors). */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly field: string | undefined,
    readonly reasons: readonly Reason[],
    readonly wayOut: string | undefined,
    readonly rest: Readonly<Record<string, unknown>>,
  ) {
    super(code);
  }
}

/** No replica answered. What was typed is kept; nothing is thrown away. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export async function problemOf(answer: Response): Promise<Problem> {
  let body: Record<string, unknown> = {};
  try {
    const read: unknown = await answer.json();
    if (isRecord(read)) body = read;
  } catch {
    // not a problem document: the status alone speaks
  }
  const code = text(body['code']) ?? text(body['type'])?.replace(/^urn:carnet:/, '') ?? `http-${answer.status}`;
  const reasons = Array.isArray(body['reasons']) ? body['reasons'].filter(isRecord).map((r) => ({ code: text(r['code']) ?? '', text: text(r['text']) ?? '' })) : [];
  return new Problem(code, answer.status, text(body['detail']) ?? text(body['title']) ?? `Le serveur a répondu ${answer.status}.`, text(body['field']), reasons, text(body['wayOut']), body);
}
