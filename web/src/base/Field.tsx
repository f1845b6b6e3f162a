import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { Problem } from '../api/problem';
import { set } from '../text/say';
import css from './field.module.css';
import { Status } from './Status';

/** One question: a label, an input, a hint, an error that names the field and keeps what was typed. */
export interface FieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind?: 'text' | 'secret' | 'code' | 'lines' | 'date' | 'time' | 'moment' | 'email' | 'phone' | 'large';
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly rows?: number;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void;
  readonly inputRef?: Ref<HTMLInputElement> | Ref<HTMLTextAreaElement>;
  readonly name?: string;
  readonly describedBy?: string;
  readonly hideLabel?: boolean;
}

const types = { text: 'text', secret: 'password', code: 'text', lines: 'text', date: 'date', time: 'time', moment: 'datetime-local', email: 'email', phone: 'tel', large: 'text' } as const;

export function Field(props: FieldProps) {
  const id = useId();
  const kind = props.kind ?? 'text';
  const described = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : '', props.describedBy ?? ''].filter(Boolean).join(' ');
  const common = {
    id,
    className: [css.input, kind === 'code' ? css.code : '', kind === 'large' ? css.large : ''].join(' '),
    value: props.value,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': described || undefined,
    'aria-label': props.hideLabel && typeof props.label === 'string' ? props.label : undefined,
    required: props.required,
    disabled: props.disabled,
    name: props.name,
    autoComplete: props.autoComplete ?? 'off',
    autoFocus: props.autoFocus,
    'data-autofocus': props.autoFocus, // read by the windows
    onKeyDown: props.onKeyDown,
  } as const;
  return (
    <div>
      {!props.hideLabel && (
        <label htmlFor={id} className={css.label}>
          {props.label}
        </label>
      )}
      {props.options ? (
        <select {...common} onChange={(event) => props.onChange(event.currentTarget.value)}>
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : kind === 'lines' ? (
        <textarea {...common} placeholder={props.placeholder} rows={props.rows ?? 2} spellCheck ref={props.inputRef as Ref<HTMLTextAreaElement>} onChange={(event) => props.onChange(event.currentTarget.value)} />
      ) : (
        <input
          {...common}
          placeholder={props.placeholder}
          type={types[kind]}
          inputMode={kind === 'code' ? 'numeric' : undefined}
          maxLength={kind === 'code' ? 7 : undefined}
          spellCheck={kind === 'text' || kind === 'large' ? undefined : false}
          ref={props.inputRef as Ref<HTMLInputElement>}
          onChange={(event) => props.onChange(kind === 'code' ? event.currentTarget.value.replace(/\D/g, '').slice(0, 6) : event.currentTarget.value)}
        />
      )}
      {props.hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p id={`${id}-error`} className={css.error} role="alert">
          <Status shape="refusal">{set(props.error)}</Status>
        </p>
      )}
    </div>
  );
}

/** Yes or no, in a sentence. */
export const Check = (props: { readonly label: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void }) => (
  <label className={css.check}>
    <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.currentTarget.checked)} />
    {props.label}
  </label>
);

/** An exclusive choice in words. */
export function Choice<V extends string>(props: { readonly label: string; readonly value: V | undefined; readonly options: readonly { readonly value: V; readonly label: string }[]; readonly onChange: (value: V) => void }) {
  return (
    <span className={css.choice} role="group" aria-label={props.label}>
      {props.options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === props.value} onClick={() => props.onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </span>
  );
}

/** The sentence for this field when the server refused it, and only then. */
export function faultOf(error: unknown, field: string): string | undefined {
  return error instanceof Problem && error.field?.split('/').pop() === field ? error.detail : undefined;
}
