import { aRegistry, type Enrolling, soundEnrolments } from './a-registry.ts';
import { liveFile, paperFile, type Setup } from './a-world.ts';
import { liveText, paperText, values } from './env-samples.ts';

type Lines = Record<string, string | undefined>;

/** The paper file with these lines changed, and more text behind them. */
export const inPaper = (change: Lines, more = ''): Setup => ({
  files: { [paperFile]: paperText(change) + more },
});

/** The live file with these lines changed. */
export const inLive = (change: Lines): Setup => ({ files: { [liveFile]: liveText(change) } });

/** The registry also knows these. */
export const knowing = (...more: readonly Enrolling[]): Setup => ({
  registry: aRegistry([...soundEnrolments, ...more]),
});

/** The registry does not know this key in this environment. */
export const without = (environment: string, key: string): Setup => ({
  registry: aRegistry(
    soundEnrolments.filter((one) => one.key !== key || one.environment !== environment),
  ),
});

/** A webhook that the sound registry does not know, enrolled somewhere. */
export const stranger = (environment: string, more: Partial<Enrolling> = {}): Enrolling => ({
  key: 'TRADERSPOST_WEBHOOK_URL',
  environment,
  value: values.stranger,
  ...more,
});

const path = new URL(values.liveHook).pathname;
const doubled = path.replaceAll('/', '//');

/** The live webhook as people and programs write it; each reaches the live account. */
export const spellings: Readonly<Record<string, string>> = {
  'as it is': values.liveHook,
  'in capitals': values.liveHook.toUpperCase(),
  'on another host': `https://webhooks.example.net${path}`,
  'without encryption': values.liveHook.replace('https:', 'http:'),
  'without a scheme': values.liveHook.replace('https://', ''),
  'with a slash at its end': `${values.liveHook}/`,
  'with doubled slashes': `https://webhooks.traderspost.io${doubled}`,
  'with a query': `${values.liveHook}?note=paper`,
  'with a fragment, quoted': `'${values.liveHook}#paper'`,
  'with a port and a name': values.liveHook
    .replace('https://', 'https://me@')
    .replace('.io', '.io:443'),
  'with escaped slashes': `https://webhooks.traderspost.io${path.replaceAll('/', '%2F')}`,
  'with blanks around it, quoted': `"  ${values.liveHook}  "`,
  'in JSON, quoted': `'{"url": "${values.liveHook}", "qty": 1}'`,
  'in JSON with escaped slashes, quoted': `'{"url":"${values.liveHook.replaceAll('/', '\\/')}"}'`,
  'in a list behind our own': `${values.paperHook},${values.liveHook}`,
  'behind a comment sign': `${values.paperHook} # ${values.liveHook}`,
  'as somebody’s redirect': `https://r.example.net/?to=${encodeURIComponent(values.liveHook)}`,
};
