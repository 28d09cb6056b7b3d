import type { Attested } from '../../domain/attested.ts';
import { ageOf, type KeyEntry, type Place } from '../../domain/key-entry.ts';
import type { Paint } from '../../render/paint.ts';
import { plain, table, wrapped } from '../../render/speech.ts';

/** All keys: a line for each, and one below it for each environment, with what is in force there. */
export function tableText(keys: readonly KeyEntry[], paint: Paint): readonly string[] {
  const heads = table([
    ['KEY', 'KIND', 'STATE'].map((head) => paint.faint(head)),
    ...keys.map((entry) => [entry.key, kindOf(entry), stateOf(entry, paint)]),
  ]);
  const rows = table(keys.flatMap((key) => inForce(key).map((place) => shortRow(place, paint))));
  const left = [...rows];
  return [
    heads[0] ?? '',
    ...keys.flatMap((key, at) => [
      heads[at + 1] ?? '',
      ...left.splice(0, inForce(key).length).map((row) => `  ${row}`),
    ]),
    tallyOf(keys),
  ];
}

/** Only what is in force or about to be; the look-up of one key shows every generation. */
function inForce({ environments }: KeyEntry): readonly Place[] {
  return environments.filter(({ generation }) => ['current', 'next'].includes(generation));
}

function shortRow(place: Place, paint: Paint): readonly string[] {
  return [place.environment, place.fingerprint, aged(place, paint), plain(place.owner)];
}

function aged(place: Place, paint: Paint): string {
  return (place.daysLeft ?? 0) < 0 ? paint.error(ageOf(place)) : ageOf(place);
}

function stateOf({ state }: KeyEntry, paint: Paint): string {
  if (state === 'OVERDUE' || state.startsWith('attestation')) return paint.error(state);
  return state === 'due soon' ? paint.warning(state) : state;
}

function tallyOf(keys: readonly KeyEntry[]): string {
  const states = keys.map(({ state }) => state).filter((state) => !['-', 'good'].includes(state));
  const counts = [...new Set(states)].map(
    (state) => `${states.filter((one) => one === state).length} ${state}`,
  );
  const all = `${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`;
  return `${[all, ...counts].join(', ')}; pine-env keys NAME tells all of one`;
}

function kindOf({ secret, optional }: KeyEntry): string {
  return `${secret ? 'secret' : 'setting'}${optional ? ', optional' : ''}`;
}

/** Everything there is to know of one key. */
export function keyText(key: KeyEntry, paint: Paint): readonly string[] {
  const rows = [
    ['purpose', key.purpose],
    ['kind', key.secret ? `${kindOf(key)}, ${key.sharing}` : kindOf(key)],
    ['provider', key.secret ? key.provider : ''],
    ['issued by', key.renewal?.issuer ?? ''],
    ['used by', key.usedBy.join(', ')],
    ['new one', key.console ?? ''],
    ['rotate', key.rotateEvery === null ? '' : `every ${key.rotateEvery}`],
    ['without', key.without ?? ''],
    ['state', key.secret ? stateOf(key, paint) : ''],
  ];
  return [
    paint.strong(key.key),
    ...table(
      rows
        .filter(([, text]) => text !== '')
        .map(([head = '', text = '']) => [head, head === 'state' ? text : plain(text)]),
    ),
    ...table(key.environments.map((place) => placeRow(place, paint))),
    ...(key.secret && key.environments.length === 0 ? ['not enrolled in any environment'] : []),
    ...key.environments.flatMap(noteLines),
    ...key.attestations.flatMap((one) => attestedLines(one, paint)),
    ...renewalLines(key),
  ];
}

function placeRow(place: Place, paint: Paint): readonly string[] {
  const { environment, fingerprint, generation, issued, owner } = place;
  const age = generation === 'current' ? aged(place, paint) : '-';
  return [environment, fingerprint, generation, `since ${issued}`, age, `by ${plain(owner)}`];
}

function noteLines({ environment, generation, note }: Place): readonly string[] {
  return note === null ? [] : wrapped(`${environment} ${generation}: ${note}`, '');
}

function attestedLines(one: Attested, paint: Paint): readonly string[] {
  const { environment, state, accounts, by, at, until } = one;
  const told = state === 'fresh' ? state : paint.error(state.toUpperCase());
  const head = `attestation for ${environment}: ${told}`;
  if (accounts === null) return [head];
  return [head, ...wrapped(`${accounts}, says ${by} on ${at}, until ${until}`, '    ')];
}

function renewalLines({ renewal }: KeyEntry): readonly string[] {
  if (renewal === null) return [];
  return [
    ...wrapped(`to see that it is good: ${renewal.proof}`, ''),
    ...wrapped(`while it is renewed: ${renewal.meanwhile}`, ''),
    'to renew it:',
    ...renewal.steps.flatMap(({ say, command }, at) => [
      ...wrapped(`${at + 1}. ${say}`, '  '),
      ...(command === null ? [] : [`     -> ${command}`]),
    ]),
  ];
}
