import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { get, post } from '../api/client';
import type { Day, DayRow, Hit, Member } from '../api/types';
import { queries, useList, useSession } from '../app/queries';
import { Choice, faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice, Sheet } from '../base/Sheet';
import { PickPatient } from '../search/PickPatient';
import { fullName, shortDate, time, today } from '../text/format';
import { say, set } from '../text/say';
import { text } from './text';
import { overlapped, useStill } from './useDay';

/** A walk-in or an appointment: patient, motive from the practice's list, hour, practitioner. A time that is taken is told before it is given twice. */
export function AddToDay({ open, onClose, onAdded, on: shown, motives }: { readonly open: boolean; readonly onClose: () => void; readonly onAdded: (said: string) => void; readonly on: string; readonly motives: readonly string[] }) {
  const session = useSession();
  const members = useList<Member[]>(['members'], '/api/members');
  const clinicians = (members.data ?? []).filter((member) => member.role === 'clinician' && member.state === 'active');
  const [patient, setPatient] = useState<Hit | undefined>();
  const [motive, setMotive] = useState('');
  const [practitioner, setPractitioner] = useState(session.member.role === 'clinician' ? session.member.id : '');
  const [on, setOn] = useState(shown);
  const [at, setAt] = useState(() => time(new Date()).replace(/\u00a0h\u00a0/, ':').padStart(5, '0'));
  const [minutes, setMinutes] = useState('15');
  const [presence, setPresence] = useState<'arrived' | 'booked'>('arrived');
  const waits = presence === 'arrived' && on === today();
  const whose = practitioner || clinicians[0]?.id || '';
  const [taken, setTaken] = useState<{ readonly asked: string; readonly by: readonly DayRow[] } | undefined>();
  const asked = [whose, on, at, minutes].join();
  const still = useStill();
  const overlaps = taken?.asked === asked ? taken.by : [];
  const add = useMutation({
    mutationFn: async () => {
      const start = new Date(`${on}T${at}`).toISOString();
      if (overlaps.length === 0) {
        const by = overlapped((await get<Day>(`/api/day?date=${on}`)).rows, { practitioner: whose, start, minutes: Number(minutes) });
        setTaken({ asked, by });
        if (by.length > 0) return still.begin();
      }
      const row = await post<{ id?: string; version?: string } | undefined>('/api/day', { patient: patient?.id, practitioner: whose, start, minutes: Number(minutes), motive: motive || motives[0] });
      if (waits && row?.id && row.version) await post(`/api/day/${row.id}/state`, { state: 'arrived', version: row.version });
      if (patient) onAdded(say(text.booked(shortDate(on), time(start), fullName(patient))));
      setTaken(undefined);
      setPatient(undefined);
      setOn(shown);
      onClose();
      await queries.invalidateQueries({ queryKey: ['day'] });
    },
  });
  return (
    <Sheet title={say(text.addTitle)} open={open} onClose={onClose} wide>
      <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <PickPatient patient={patient} onChange={setPatient} />
        <div className={layout.pair}>
          <Field label={say(text.motiveOnly)} value={motive || (motives[0] ?? '')} onChange={setMotive} options={motives.map((one) => ({ value: one, label: set(one) }))} error={faultOf(add.error, 'motive')} />
          <Field label={say(text.practitioner)} value={whose} onChange={setPractitioner} options={clinicians.map((one) => ({ value: one.id, label: one.name }))} error={faultOf(add.error, 'practitioner')} />
          <Field label={say(text.dayShown)} kind="date" value={on} onChange={setOn} required />
          <Field label={say(text.time)} kind="time" value={at} onChange={setAt} error={faultOf(add.error, 'start')} />
          <Field label={say(text.length)} value={minutes} onChange={setMinutes} error={faultOf(add.error, 'minutes')} />
        </div>
        {on === today() && <Choice label={say(text.presence)} value={presence} onChange={setPresence} options={[{ value: 'arrived', label: say(text.waitsNow) }, { value: 'booked', label: say(text.comesLater) }]} />}
        {add.error && <Failed error={add.error} />}
        {overlaps.length > 0 && (
          <Notice kind="alert" live title={say(text.overlaps(overlaps.map((row) => `${time(row.start)}, ${fullName(row.patient)}`).join(' ; ')))}>
            {say(text.overlapsMore)}
          </Notice>
        )}
        <div className={layout.row}>
          <Button type="submit" variant="filled" disabled={!patient || !whose || on === '' || add.isPending || still.on}>
            {say(overlaps.length > 0 ? text.addAnyway : text.add)}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
