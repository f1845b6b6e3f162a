import { Field } from '../base/Field';
import { say } from '../text/say';
import { text } from './text';

const lines = [0, 1, 2, 3] as const;

export const noLines: readonly string[] = lines.map(() => '');

/** What goes to the server, once every line is there. */
export function typed(kit: readonly string[]): readonly string[] | undefined {
  const trimmed = kit.map((line) => line.trim());
  return trimmed.includes('') ? undefined : trimmed;
}

/** The four lines of a printed kit; a slip is named at its line. */
export const KitLines = ({ kit, onChange, fault }: { readonly kit: readonly string[]; readonly onChange: (kit: readonly string[]) => void; readonly fault: (line: string) => string | undefined }) =>
  lines.map((line) => (
    <Field key={line} label={say(text.line(line + 1))} value={kit[line] ?? ''} onChange={(now) => onChange(kit.map((old, at) => (at === line ? now : old)))} error={fault(String(line))} autoFocus={line === 0} required />
  ));
