import { exit } from '../../domain/exit-code.ts';
import { shortFingerprint } from '../../domain/fingerprint.ts';
import type { Placed } from '../../domain/new-salt.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import type { Paint } from '../../render/paint.ts';
import { plain } from '../../render/speech.ts';
import { renewSalt } from '../../steps/renew-salt.ts';
import type { Part } from './part.ts';

interface Entry {
  readonly key: string;
  readonly profile: string;
  readonly generation: string;
  /** Short, by the old salt. */
  readonly was: string;
}

interface Resalted extends Report {
  readonly part: 'new-salt';
  readonly carried: readonly (Entry & { readonly fingerprint: string })[];
  readonly forgotten: readonly Entry[];
  /** What people said, and must say again. */
  readonly attestations: readonly { readonly key: string; readonly profile: string }[];
  readonly head: string | null;
}

/** `keys --new-salt`: every value is enrolled again under another salt, or nothing is. */
export const newSaltPart: Part<Resalted> = {
  run: async (given, host, root) => {
    const { plan, head } = await renewSalt(host, root, given.texts('forget') ?? []);
    const { carried, attestations } = plan.resalting;
    return {
      schema: schemaOf('keys'),
      part: 'new-salt',
      root: root.path,
      outcome: 'done',
      exit: exit.done,
      findings: [],
      carried: carried.map((one) => ({
        ...entryOf(one),
        fingerprint: shortFingerprint(one.fingerprint),
      })),
      forgotten: plan.forgotten.map(entryOf),
      attestations: attestations.map(({ key, environment }) => ({ key, profile: environment })),
      head,
    };
  },
  text: resaltedText,
};

function entryOf({ key, environment, old }: Placed): Entry {
  const { generation, fingerprint } = old;
  return { key, profile: environment, generation, was: shortFingerprint(fingerprint) };
}

function resaltedText(report: Resalted, paint: Paint): readonly string[] {
  const { root, carried, forgotten, attestations, head } = report;
  return [
    paint.faint(`root ${plain(root ?? '')}`),
    ...carried.map(
      ({ key, profile, generation, was, fingerprint }) =>
        `${key} of ${profile}, ${generation}: ${was} -> ${fingerprint}`,
    ),
    ...forgotten.map(
      ({ key, profile, generation, was }) =>
        `${key} of ${profile}, ${generation}: ${was} forgotten`,
    ),
    ...attestations.map(({ key, profile }) => `${key} of ${profile} must be attested again`),
    `done: a new salt, ${carried.length} enrolled again`,
    paint.faint(`journal head ${head}`),
    'undo: take profiles/keys.yaml back from version control',
  ];
}
