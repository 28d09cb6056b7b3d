import { fail } from '../errors.ts';
import { findRoot } from '../steps/find-root.ts';
import type { Command, Given } from './command.ts';
import { askedChange } from './keys/asked.ts';
import type { KeysReport, Part } from './keys/part.ts';

/** `keys`: the runbook look-up, and every change of the registry. */
export const keys: Command<KeysReport> = {
  verb: 'keys',
  options: {
    enroll: {
      type: 'string',
      value: 'PROFILE',
      needs: { what: 'a profile', like: 'paper' },
      describe: "record the fingerprints of this profile's secrets",
    },
    owner: { type: 'string', value: 'TEXT', describe: 'with --enroll: who answers for the keys' },
    issued: {
      type: 'string',
      value: 'DAY',
      describe: 'with --enroll: when they were made (YYYY-MM-DD)',
    },
    attest: { type: 'string', value: 'KEY', describe: 'record which accounts a key feeds' },
    accounts: { type: 'string', value: 'TEXT', describe: 'with --attest: what you saw there' },
    for: { type: 'string', value: '30d', describe: 'with --attest: how long that holds' },
    retire: { type: 'string', value: 'KEY', describe: 'call its previous value revoked' },
    fingerprint: {
      type: 'string',
      value: 'DIGITS',
      describe: 'with --retire: that one instead',
    },
    'new-salt': { type: 'boolean', describe: 'enrol every value again under another salt' },
    forget: {
      type: 'array',
      value: 'DIGITS',
      describe: 'with --new-salt: this fingerprint may be lost',
    },
    profile: { type: 'string', value: 'PROFILE', describe: 'with --attest or --retire: where' },
    of: {
      type: 'string',
      value: 'UNIT',
      describe: 'the keys that a unit uses: a service, an instance, a template or a pattern',
    },
    find: {
      type: 'boolean',
      describe:
        'whose is it: asks for a value (URL, path, KEY=value) without showing it, or takes it from stdin; 0 ours, 1 not',
    },
    runbook: {
      type: 'boolean',
      describe: 'the runbook page, from the registry and the profiles',
    },
    format: {
      type: 'string',
      value: 'md|html',
      describe: 'of the page; else as FILE ends, else md',
    },
    check: {
      type: 'string',
      value: 'FILE',
      describe: '1 when that page is not what --runbook would render now',
    },
  },
  examples: [
    {
      line: 'pine-env keys TRADERSPOST_WEBHOOK_URL',
      about: 'whose it is and where a new one is made',
    },
    { line: 'pine-env keys --enroll paper', about: 'these are the paper keys, from now on' },
  ],
  // A fingerprint of a file that no profile names would belong to nobody's checks.
  notTaken: {
    file: 'what stands in a profile is enrolled: make the file its env file, then pine-env keys --enroll PROFILE',
  },
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    const part = await parts[wantedPart(given)]();
    const report = await part.run(given, host, root);
    texts.set(report.part, part.text);
    return report;
  },
  text: (report, paint) => texts.get(report.part)?.(report, paint) ?? [],
};

type PartName = keyof typeof parts;

/** Each in its own file: a look-up must not pay for what an enrolment needs. */
const parts = {
  'look-up': async () => (await import('./keys/look-up.ts')).lookUpPart as Part,
  enroll: async () => (await import('./keys/enroll.ts')).enrollPart as unknown as Part,
  attest: async () => (await import('./keys/attest.ts')).attestPart as unknown as Part,
  retire: async () => (await import('./keys/retire.ts')).retirePart as unknown as Part,
  'new-salt': async () => (await import('./keys/new-salt.ts')).newSaltPart as unknown as Part,
  find: async () => (await import('./keys/find.ts')).findPart as unknown as Part,
  runbook: async () => (await import('./keys/runbook.ts')).runbookPart as unknown as Part,
} as const;

const texts = new Map<string, Part['text']>();

/** What each option asks for; two of them at once would have to be guessed at. */
function wantedPart(given: Given): PartName {
  const isPage = given.flag('runbook') || given.text('check') !== undefined;
  const wanted: readonly (PartName | false | undefined)[] = [
    given.flag('find') && 'find',
    (isPage || given.text('format') !== undefined) && 'runbook',
    askedChange(given),
    given.text('of') !== undefined && 'look-up',
  ];
  const [part = 'look-up', ...more] = wanted.flatMap((one) => one || []);
  return more.length === 0 ? part : oneAtATime();
}

function oneAtATime(): never {
  return fail({
    kind: 'usage',
    rule: 'one-at-a-time',
    message: 'keys does one thing at a time, and these options ask for several',
    remedy: 'pine-env keys --help',
  });
}
