import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Observation } from 'fhir/r4';
import { useState } from 'react';
import { post } from '../api/client';
import { queries, useChart } from '../app/queries';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Sheet } from '../base/Sheet';
import { Status } from '../base/Status';
import { coded, loinc, measuredName, typed } from '../fhir/chart';
import { say } from '../text/say';
import { doubt } from './measures';
import { text } from './text';

/** Another value for what was mistyped; an emptied one was never measured. */
export function CorrectMeasures({ patient, at, measures, onClose }: { readonly patient: string; readonly at: string; readonly measures: readonly Observation[]; readonly onClose: () => void }) {
  const [values, setValues] = useState(() => measures.map((one) => typed(one) ?? ''));
  const [wrong, setWrong] = useState(-1);
  const [doubted, setDoubted] = useState<string>();
  const chart = useChart(patient);
  const changed = measures.flatMap((one, index) => ((values[index] ?? '').trim() === typed(one) ? [] : [index]));
  const save = useMutation({
    mutationFn: async () => {
      for (const index of changed) {
        const one = measures[index];
        const value = (values[index] ?? '').trim().replace(',', '.');
        setWrong(index);
        await post(`/api/patients/${patient}/measures/${one?.id ?? ''}/correction`, { version: one?.meta?.versionId, ...(value ? { value } : {}) });
      }
    },
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['chart', patient] }),
  });
  const submit = (): void => {
    const weight = changed.find((index) => coded(measures[index]?.code, loinc.weight));
    const typedNow = weight === undefined ? '' : (values[weight] ?? '').trim().replace(',', '.');
    const doubtful = weight === undefined || typedNow === '' || !chart.data ? undefined : doubt(chart.data, [{ code: loinc.weight, value: typedNow, unit: 'kg' }], measures[weight]?.id);
    setDoubted(doubtful?.said);
    if (!doubtful || doubtful.said === doubted) save.mutate();
  };
  return (
    <Sheet title={say(text.correctMeasures(at))} open onClose={onClose}>
      <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <p>{say(text.correctLead)}</p>
        {measures.map((one, index) => {
          const { name, unit } = measuredName(one);
          return <Field key={one.id} label={unit ? `${name}, ${unit}` : name} value={values[index] ?? ''} onChange={(value) => setValues(values.with(index, value))} error={wrong === index ? faultOf(save.error, 'value') : undefined} autoFocus={index === 0} />;
        })}
        {doubted && !save.isSuccess && <Status shape="alert" live>{doubted}</Status>}
        {save.error && <Failed error={save.error} />}
        <div className={layout.row}>
          <Button type="submit" variant="filled" disabled={changed.length === 0 || save.isPending}>{say(text.correctMove)}</Button>
        </div>
      </form>
    </Sheet>
  );
}
