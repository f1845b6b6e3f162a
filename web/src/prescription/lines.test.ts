import { expect, it } from 'vitest';
import type { Renewed, Understood } from '../api/types';
import { corrected, durationText, lacking, lacksLength, lengthened, lineFrom, meantBy, ordered, posologyLine, posted, takenOver, unsigned, wordsKept, type Line, type Sheet } from './lines';

const drug = { id: 'd1', inn: 'Paracétamol', dose: '1 000 mg', form: 'comprimé', route: 'orale' };
const read: Understood = { drug, posology: '1 matin, midi, soir, si douleur', duration: { value: 5, unit: 'd' }, ald: false, verbatim: false, missing: [], choices: [], refused: [] };
const empty: Sheet = { id: 's', lines: [], removed: [], left: [] };
const again = (of: string, posology: string): Renewed => ({ of, line: { drug, posology, verbatim: false, route: 'orale', ald: true, nonSubstitutable: 'MTE' } });

it('aLineIsMadeWhenNothingIsMissingButItsLength', () => {
  expect(lineFrom('k', 'doliprane', { ...read, missing: ['dose'] })).toBeUndefined();
  expect(lineFrom('k', 'doliprane 1 g', read)).toMatchObject({ name: 'Paracétamol 1 000 mg, comprimé', drug: 'd1', renewals: 0 });
  const open = lineFrom('k', 'doliprane 1 g', { ...read, duration: undefined, missing: ['duration'] } as unknown as Understood)!;
  expect([lacksLength(open), lacksLength({ ...open, units: '14 comprimés' }), lacksLength({ ...open, drug: { text: 'Crème' } })]).toEqual([true, false, false]);
});

it('aDrugIsMeantByALineWhileItsNameAndFirstNumberStand', () => {
  const gram = { drug: 'amox-1g', of: 'amox 1g 3x/j 7j' };
  expect(['amox 1g 2x/j 7j', 'amox 1g', 'amox 500 mg 3x/j 7j', 'amoxicilline 1g', 'bisoprolol'].map((typed) => meantBy(typed, gram))).toEqual(['amox-1g', 'amox-1g', undefined, undefined, undefined]);
  expect(meantBy('coumadine 2 cp le soir', { drug: 'warfarine-2', of: 'coumadine ' })).toBe('warfarine-2');
  expect(meantBy('coumadine', undefined)).toBeUndefined();
});

it('whatWasTypedOfAldAndSubstitutionStaysWithTheLine', () => {
  expect(lineFrom('k', 'coumadine 5 le soir MTE ald', { ...read, drug: { ...drug, brand: 'COUMADINE' }, ald: true, nonSubstitutable: 'MTE' })).toMatchObject({ ald: true, nonSubstitutable: 'MTE', brand: 'COUMADINE' });
});

it('aLengthForAllIsNotGivenToALineWhoseOwnWordsSayOne', () => {
  const { lines } = takenOver(empty, [again('s-1', '1 le matin'), again('s-2', 'x2/j 8 j'), again('s-3', 'selon douleur')]);
  const sheet = { ...empty, lines: lines.map((line) => ({ ...line, verbatim: line.posology !== '1 le matin' })) };
  const month = { value: 1, unit: 'mo' };
  const once = lengthened(sheet, month, undefined);
  expect(once.lines.map((line) => line.duration)).toEqual([month, undefined, month]);
  expect(lacking(once.lines).map((line) => line.posology)).toEqual(['x2/j 8 j']);
  const week = { value: 8, unit: 'd' };
  expect(lengthened(once, week, undefined).lines.map((line) => line.duration)).toEqual([month, week, month]);
});

it('eightSignedLinesAreTakenOverAsEightLinesThatAskForALength', () => {
  const eight = Array.from({ length: 8 }, (_, n) => again(`s-${n}`, `${n} le matin`));
  const { lines, left } = takenOver(empty, eight);
  expect(lines.map((line) => line.posology)).toEqual(eight.map((one) => one.line!.posology));
  expect(lines.every(lacksLength)).toBe(true);
  expect(lines[0]).toMatchObject({ ald: true, nonSubstitutable: 'MTE', drug: 'd1', renewals: 0 });
  expect(left).toEqual([]);
});

it('aLineThatCannotBeTakenOverIsShownWithItsReason', () => {
  const left = { name: 'Tramadol 50 mg, gélule', reason: 'ordonnance sécurisée exigée', source: 'ANSM' };
  const sheet = takenOver(empty, [again('s-1', '1 le matin'), { of: 's-2', left }]);
  expect(sheet.lines).toHaveLength(1);
  expect(sheet.left).toEqual([{ of: 's-2', ...left }]);
});

it('renewingTwiceTakesEachLineOnce', () => {
  const once = takenOver(empty, [again('s-1', '1 le matin'), { of: 's-2', left: { name: 'x', reason: 'y', source: '' } }]);
  const twice = takenOver(once, [again('s-1', '1 le matin'), { of: 's-2', left: { name: 'x', reason: 'y', source: '' } }]);
  expect([twice.lines.length, twice.left.length]).toEqual([1, 1]);
});

it('aLineThatWasNotSignedWithItsSheetIsKeptAndNoOther', () => {
  const typed = lineFrom('1', '', { ...read, drug: { ...drug, brand: 'DOLIPRANE' } })!;
  const kept = { ...typed, key: '2', ald: true, nonSubstitutable: 'MTE' as const };
  const renewable = { ...typed, key: '3', renewals: 1 };
  const signed = { id: 's-1', label: 'Paracétamol 1\u202f000\u00a0mg, comprimé', posology: read.posology!, length: '5 jours', ald: false, kept: undefined };
  const keys = (lines: readonly Line[], ...of: (typeof signed | (Omit<typeof signed, 'kept'> & { kept: string }))[]) => unsigned(lines, of).map((line) => line.key);
  expect(keys([typed], signed)).toEqual([]);
  expect(keys([typed, { ...typed, key: 'twice' }], signed)).toEqual(['twice']);
  expect(keys([kept], { ...signed, label: `${signed.label} (DOLIPRANE)`, ald: true, kept: 'MTE' })).toEqual([]);
  expect(keys([typed, kept, renewable], { ...signed, length: '5 jours, renouvelable 1 fois' })).toEqual(['1', '2']);
  expect(keys([{ ...typed, posology: '2 matin' }], signed)).toEqual(['1']);
});

it('aLineThatIsCorrectedKeepsItsBrandWhileTheDrugIsTheSame', () => {
  const branded = { ...drug, brand: 'BISOCE' };
  const renewed = takenOver(empty, [{ of: 's-1', line: { drug: branded, posology: '1 le matin', verbatim: false, route: 'orale', ald: false, nonSubstitutable: 'MTE' } }]).lines[0]!;
  const again = (now: Partial<typeof branded>) => posted([corrected(renewed, lineFrom(renewed.key, 'bisoprolol', { ...read, drug: { ...drug, ...now } })!)])[0];
  expect(again({})).toMatchObject({ brand: 'BISOCE', nonSubstitutable: 'MTE' });
  expect(again({ brand: 'CARDENSIEL' })).toMatchObject({ brand: 'CARDENSIEL' });
  expect(again({ id: 'd2' })).not.toHaveProperty('brand');
  expect(corrected(renewed, lineFrom('k', 'bisoprolol', read)!).name).toBe(renewed.name);
});

it('aRenewedPosologyThatIsNotComputedGoesWithItsCorrectionAndIsPostedAsThat', () => {
  const [kept, computed] = takenOver(empty, [{ of: 's-1', line: { ...again('', '2 le soir').line!, verbatim: true } }, again('s-2', '1 le matin')]).lines as [Line, Line];
  expect([kept, computed, lineFrom('k', 'coumadine 2 le soir', { ...read, verbatim: true }), undefined].map(wordsKept)).toEqual(['2 le soir', undefined, undefined, undefined]);
  expect(posted([kept, computed]).map((line) => line.verbatim)).toEqual([true, undefined]);
});

it('theBizonePutsRelatedLinesFirstAndKeepsTheirOrder', () => {
  const line = (key: string, ald: boolean): Line => ({ ...lineFrom(key, '', read)!, ald });
  const sheet = [line('1', false), line('2', true), line('3', false), line('4', true)];
  expect(ordered(sheet).map((one) => one.key)).toEqual(['2', '4', '1', '3']);
  expect(posted(sheet).map((one) => one.ald)).toEqual([true, true, false, false]);
});

it('durationsAreWrittenInFrench', () => {
  expect([durationText({ value: 1, unit: 'd' }), durationText({ value: 3, unit: 'mo' }), durationText({ value: 2, unit: 'wk' })]).toEqual(['1 jour', '3 mois', '2 semaines']);
  expect(posologyLine({ ...lineFrom('k', '', read)!, renewals: 1 })).toBe('1 matin, midi, soir, si douleur · 5 jours, renouvelable 1 fois');
});
