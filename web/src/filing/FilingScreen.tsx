import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { toBase64 } from '../api/bytes';
import { blobUrl, call, read } from '../api/client';
import type { Filing, Hit } from '../api/types';
import { queries, useList } from '../app/queries';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { PickPatient } from '../search/PickPatient';
import { fullName, identityLine, moment, today } from '../text/format';
import { number, say, set } from '../text/say';
import css from './filing.module.css';
import { ofOpenChart } from './openChart';
import { text } from './text';

const accepted = ['application/pdf', 'image/jpeg', 'image/png'];
const most = 10 * 1024 * 1024;
const kinds = [
  { value: 'letter', label: say(text.letter) },
  { value: 'biology', label: say(text.biology) },
  { value: 'imaging', label: say(text.imaging) },
  { value: 'certificate', label: say(text.certificate) },
  { value: 'other', label: say(text.other2) },
];

export function FilingScreen() {
  const { patient } = useSearch({ from: '/verser' });
  return <OneFiling key={patient ?? ''} asked={patient} />;
}

/** A scan, a patient, a title: filed without looking into the chart. The patient may be the one whose chart led here. */
function OneFiling({ asked }: { readonly asked: string | undefined }) {
  const [file, setFile] = useState<File | undefined>();
  const [patient, setPatient] = useState<Hit | undefined>(() => (asked ? ofOpenChart(asked) : undefined));
  const [title, setTitle] = useState('');
  const [on, setOn] = useState(today());
  const [kind, setKind] = useState('letter');
  const [done, setDone] = useState<{ title: string; patient: Hit; until: string | undefined } | undefined>();
  const fault = file && (file.size > most ? text.tooLarge : !accepted.includes(file.type) ? text.wrongType : undefined);
  const send = useMutation({
    mutationFn: async () => {
      if (!file || !patient) throw new Error('nothing to file');
      const body = { title: title.trim(), date: on, kind, type: file.type, data: await toBase64(file) };
      const filed = await read<Filing>(await call('POST', `/api/patients/${patient.id}/documents`, { body, patience: 120_000 }));
      setDone({ title: title.trim(), patient, until: filed.until });
    },
    onSuccess: () => {
      setFile(undefined);
      setPatient(undefined);
      setTitle('');
      return queries.invalidateQueries({ queryKey: ['filings'] });
    },
  });
  return (
    <div className={`${layout.two} ${layout.even}`}>
      <section className={layout.zone}>
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
          <div>
            <h1>{say(text.title)}</h1>
            <p className={layout.second}>{say(text.lead)}</p>
          </div>
          {done && (
            <Notice kind="ok" live title={say(text.done(done.title, fullName(done.patient), identityLine(done.patient)))}>
              {done.until && say(text.doneMore(moment(done.until)))}
            </Notice>
          )}
          <Drop file={file} onFile={(chosen) => { setFile(chosen); setDone(undefined); if (chosen && !title) setTitle(chosen.name.replace(/\.[a-z]+$/i, '').replaceAll(/[_-]+/g, ' ')); }} />
          {fault && <Status shape="refusal" live>{say(fault)}</Status>}
          <PickPatient patient={patient} onChange={setPatient} />
          <Field label={say(text.titleField)} value={title} onChange={setTitle} hint={say(text.titleHint)} error={faultOf(send.error, 'title')} required />
          <div className={layout.pair}>
            <Field label={say(text.date)} kind="date" value={on} onChange={setOn} error={faultOf(send.error, 'date')} />
            <Field label={say(text.kind)} value={kind} onChange={setKind} options={kinds} error={faultOf(send.error, 'kind')} />
          </div>
          {send.error && <Failed error={send.error} />}
          <div className={layout.row}>
            <Button type="submit" variant="filled" disabled={!file || fault !== undefined || !patient || title.trim() === '' || send.isPending}>
              {say(send.isPending ? text.filing : text.file)}
            </Button>
          </div>
        </form>
      </section>
      <section className={layout.zone} aria-label={say(text.mine)}>
        <Mine />
      </section>
    </div>
  );
}

function Drop({ file, onFile }: { readonly file: File | undefined; readonly onFile: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    <div className={`${css.drop} ${over ? css.over : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={dropped}>
      {file ? <b>{say(text.chosen(file.name, `${number(file.size / 1024, 0)} Kio`))}</b> : <span className={layout.second}>{say(text.drop)}</span>}
      <input ref={input} type="file" accept={accepted.join(',')} hidden onChange={(event) => onFile(event.currentTarget.files?.[0])} />
      <Button onClick={() => input.current?.click()}>{say(file ? text.other : text.choose)}</Button>
      {file && accepted.includes(file.type) && <Look file={file} />}
    </div>
  );
}

function Look({ file }: { readonly file: File }) {
  const [url, setUrl] = useState<string | undefined>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!url) return null;
  return file.type === 'application/pdf' ? <iframe className={css.view} title={say(text.preview)} src={`${url}#toolbar=0`} /> : <img className={css.view} src={url} alt={say(text.preview)} />;
}

function Mine() {
  const mine = useList<Filing[]>(['filings'], '/api/documents/mine');
  const open = async (filing: Filing): Promise<void> => {
    const tab = window.open('', '_blank');
    const url = await blobUrl(`/api/patients/${filing.patient?.id ?? ''}/documents/${filing.id}`);
    if (tab) tab.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <>
      <div className={layout.zoneTitle}>
        <h2>{say(text.mine)}</h2>
        {mine.data && <span className={layout.count}>{mine.data.length}</span>}
      </div>
      {mine.isPending && <Loading />}
      {mine.error && <Failed error={mine.error} retry={() => void mine.refetch()} />}
      {mine.data?.length === 0 && (
        <Empty title={say(text.none)}>
          <p className={layout.second}>{say(text.noneMore)}</p>
        </Empty>
      )}
      <ul>
        {(mine.data ?? []).map((filing) => (
          <li key={filing.id} className={css.item}>
            <div>
              <b>{filing.title ? set(filing.title) : say(text.untitled)}</b>
              {filing.patient && ` · ${fullName(filing.patient)} · ${identityLine(filing.patient)}`}
              {filing.until && <div className={`${layout.second} ${layout.small}`}>{say(text.until(moment(filing.until)))}</div>}
            </div>
            {filing.patient && <Button size="compact-sm" onClick={() => void open(filing)}>{say(text.see)}</Button>}
          </li>
        ))}
      </ul>
    </>
  );
}
