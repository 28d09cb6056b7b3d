import { isDone, openChange, type Standing } from './judge.ts';
import type { Ran } from './program.ts';

/** What was under way when it was killed. */
export interface Way {
  readonly from: string | null;
  readonly to: string;
}

const paper = 'pine-trader.paper.env';
const live = 'pine-trader.live.env';

/** What is wrong right after a kill, before anybody has mended anything; promise 1 and half of 2. */
export function faultsAtOnce(before: Standing, now: Standing, way: Way): readonly string[] {
  const begun = now.journal.some(({ seq, kind }) => seq > lastSeq(before) && kind === 'intent');
  const profile = way.to === live ? 'live' : 'paper';
  return [
    ...(now.link === way.from || now.link === way.to ? [] : [`the link is ${now.link}`]),
    ...faultsOfContent(before, now),
    ...say(now.consent === 'broken', 'half a consent'),
    ...say(way.to === live && now.link === live && now.consent !== 'whole', 'live, no consent'),
    ...say(now.link !== before.link && !begun && !openChange(before), 'moved without an intent'),
    ...say(isDone(now, profile, lastSeq(before)) && now.link !== way.to, 'said to be done'),
    ...say(now.temporary.length > 1, `${now.temporary.length} temporary files`),
  ];
}

/** What is wrong with what `status --json` says of this state. */
export function faultsOfStatus(now: Standing, { code, out, err }: Ran): readonly string[] {
  const report = JSON.parse(out);
  const cutShort = report.findings.some(
    ({ rule }: { rule: string }) => rule === 'change-unfinished',
  );
  const open = openChange(now) !== undefined;
  return [
    ...say(err !== '', 'status talked'),
    ...say(report.schema !== 'pine-env/status@1' || report.exit !== code, 'status: bad report'),
    ...say(report.links[0]?.target !== now.link, `status says ${report.links[0]?.target}`),
    ...say(cutShort !== open, open ? 'status hides the crash' : 'status invents a crash'),
    ...say((code === 0) !== (now.link !== null && !open), `status exits ${code}`),
  ];
}

/** What is wrong after a change to paper that followed the kill; the other half of promise 2. */
export function faultsAfterUse(before: Standing, killed: Standing, now: Standing, ran: Ran) {
  const open = openChange(killed);
  const how = recoveryOf(killed, now);
  return [
    ...say(ran.code !== 0, `use paper exits ${ran.code}: ${ran.err}`),
    ...say(now.link !== paper, `the link is ${now.link} after use paper`),
    ...faultsOfContent(before, now),
    ...say(now.consent !== 'none', `consent is ${now.consent}`),
    ...say(now.temporary.length > 0, 'a temporary file is left'),
    ...say(openChange(now) !== undefined, 'the change is still open'),
    ...say(open !== undefined && how === undefined, 'nothing was recovered'),
    ...say(open === undefined && how !== undefined, 'recovered without need'),
    ...say(open?.profile === 'live' && killed.link === live && how !== 'undone', `live: ${how}`),
    ...say(open?.profile === 'paper' && how !== 'finished', `paper: ${how}`),
  ];
}

/** What is wrong after `use live` without a terminal, tried on the state that the kill left. */
export function faultsAfterNoTerminal(killed: Standing, now: Standing, { code }: Ran, way: Way) {
  const done = killed.link === live && openChange(killed) === undefined;
  return [
    ...say(now.link !== (done ? live : way.from), `a guard that moved the link to ${now.link}`),
    ...say(code !== (done ? 0 : 3), `use live without a terminal exits ${code}`),
    ...say(openChange(now) !== undefined, 'the guard left the change open'),
    ...say(!done && now.consent !== 'none', 'the guard left a consent'),
  ];
}

/** How the change that was open was settled; undefined when none was. */
export function recoveryOf(killed: Standing, now: Standing): string | undefined {
  return now.journal.find(({ seq, kind }) => seq > lastSeq(killed) && kind === 'recovered')?.how;
}

/** The state that a kill left, in words for a histogram. */
export function stateInWords(before: Standing, { link, journal, ...now }: Standing): string {
  const kinds = journal.filter(({ seq }) => seq > lastSeq(before)).map(({ kind }) => kind);
  const more = [
    ...(now.consent === 'none' ? [] : ['consent']),
    ...now.temporary.map((path) => `${path.includes('consent') ? 'consent' : 'link'}.tmp`),
  ];
  const name = link === null ? 'nothing' : link === live ? 'live' : 'paper';
  return [`${name} linked`, kinds.join('+') || 'nothing journalled', ...more].join(', ');
}

function faultsOfContent(before: Standing, now: Standing): readonly string[] {
  const behind = now.link === null ? null : before.others.get(`Deployment/env/${now.link}`);
  const same = [...before.others].every(([path, facts]) => now.others.get(path) === facts);
  return [
    ...now.chain.map((fault) => `journal: ${fault}`),
    ...say(!same || now.others.size !== before.others.size, 'a file was changed'),
    ...say(behind?.split(' ').at(-1) !== (now.through ?? undefined), 'the link reads otherwise'),
  ];
}

function lastSeq({ journal }: Standing): number {
  return journal.at(-1)?.seq ?? 0;
}

function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
