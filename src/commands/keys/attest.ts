import { exit } from '../../domain/exit-code.ts';
import { shortFingerprint } from '../../domain/fingerprint.ts';
import { periodIn, publicWords } from '../../domain/registry-words.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import type { Paint } from '../../render/paint.ts';
import { plain, wrapped } from '../../render/speech.ts';
import { attest } from '../../steps/attest.ts';
import { needed } from './asked.ts';
import type { Part } from './part.ts';

interface Attested extends Report {
  readonly part: 'attest';
  readonly key: string;
  readonly profile: string;
  readonly fingerprint: string;
  readonly accounts: string;
  readonly by: string;
  /** `YYYY-MM-DD`, both days included. */
  readonly at: string;
  readonly until: string;
  /** Null when the very same stood there already. */
  readonly head: string | null;
}

/** `keys --attest NAME`: somebody looked, and says which accounts it feeds. */
export const attestPart: Part<Attested> = {
  run: async (given, host, root) => {
    const { plan, head } = await attest(host, root, {
      key: given.text('attest') ?? '',
      profile: needed(given, 'attest', 'profile'),
      accounts: publicWords('accounts', needed(given, 'attest', 'accounts')),
      days: periodIn('for', needed(given, 'attest', 'for')),
    });
    const { key, environment, attestation } = plan.attesting;
    return {
      schema: schemaOf('keys'),
      part: 'attest',
      root: root.path,
      outcome: 'done',
      exit: exit.done,
      findings: [],
      key,
      profile: environment,
      ...attestation,
      fingerprint: shortFingerprint(attestation.fingerprint),
      head,
    };
  },
  text: attestText,
};

function attestText(report: Attested, paint: Paint): readonly string[] {
  const { root, key, profile, fingerprint, accounts, by, at, until, head } = report;
  return [
    paint.faint(`root ${plain(root ?? '')}`),
    `${key} ${fingerprint} of ${profile}, looked at by ${plain(by)} on ${at}`,
    ...wrapped(accounts, '    '),
    ...(head === null
      ? [`already there, until ${until}; nothing was changed`]
      : [
          `done: attested for ${profile} until ${until}`,
          paint.faint(`journal head ${head}`),
          `undo: take it out of profiles/keys.yaml again (git diff shows it)`,
        ]),
  ];
}
