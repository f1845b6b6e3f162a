import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newId } from '../api/bytes';
import { post } from '../api/client';
import { queries } from '../app/queries';
import { Choice, faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

/** A problem or an allergy, in words. */
export function AddFact({ patient, kind, onClose }: { readonly patient: string; readonly kind: 'problem' | 'allergy' | undefined; readonly onClose: () => void }) {
  const [id, setId] = useState(newId);
  const [label, setLabel] = useState('');
  const [since, setSince] = useState('');
  const [ald, setAld] = useState('');
  const [note, setNote] = useState('');
  const [grave, setGrave] = useState<'grave' | 'not'>('grave');
  const save = useMutation({
    mutationFn: () =>
      kind === 'allergy'
        ? post(`/api/patients/${patient}/allergies`, { id, label: label.trim(), grave: grave === 'grave', ...(note.trim() ? { note: note.trim() } : {}) })
        : post(`/api/patients/${patient}/problems`, { id, label: label.trim(), ...(since.trim() ? { since: isoDate(since.trim()) } : {}), ...(ald.trim() ? { ald: ald.trim() } : {}) }),
    onSuccess: () => {
      setId(newId());
      setLabel('');
      setSince('');
      setAld('');
      setNote('');
      onClose();
      return queries.invalidateQueries({ queryKey: ['chart', patient] });
    },
  });
  return (
    <Sheet title={say(kind === 'allergy' ? text.addAllergy : text.addProblem)} open={kind !== undefined} onClose={onClose}>
      <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <Field label={say(kind === 'allergy' ? text.allergyLabel : text.problemLabel)} value={label} onChange={setLabel} error={faultOf(save.error, 'label')} autoFocus required />
        {kind === 'allergy' ? (
          <>
            <Choice label={say(text.seriousness)} value={grave} onChange={setGrave} options={[{ value: 'grave', label: say(text.graveWord) }, { value: 'not', label: say(text.notGrave) }]} />
            <Field label={say(text.allergyNote)} value={note} onChange={setNote} error={faultOf(save.error, 'note')} />
          </>
        ) : (
          <div className={layout.pair}>
            <Field label={say(text.since)} value={since} onChange={setSince} error={faultOf(save.error, 'since')} />
            <Field label={say(text.aldLabel)} value={ald} onChange={setAld} error={faultOf(save.error, 'ald')} />
          </div>
        )}
        {save.error && <Failed error={save.error} />}
        <div className={layout.row}>
          <Button type="submit" variant="filled" disabled={label.trim() === '' || save.isPending}>{say(text.save)}</Button>
        </div>
      </form>
    </Sheet>
  );
}

/** 2014, 04/2019 or 12/03/1957, as FHIR writes it. */
const isoDate = (typed: string): string => typed.split('/').reverse().map((part) => part.padStart(2, '0')).join('-');
