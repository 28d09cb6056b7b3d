import { exit } from '../../domain/exit-code.ts';
import { shortFingerprint } from '../../domain/fingerprint.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import type { Paint } from '../../render/paint.ts';
import { plain } from '../../render/speech.ts';
import { retire } from '../../steps/retire.ts';
import { needed } from './asked.ts';
import type { Part } from './part.ts';

interface Retired extends Report {
  readonly part: 'retire';
  readonly key: string;
  readonly profile: string;
  /** Short, each with what it was before. */
  readonly retired: readonly { readonly fingerprint: string; readonly was: string }[];
  /** Null when all was revoked already. */
  readonly head: string | null;
}

/** `keys --retire NAME`: the provider takes that value no more. */
export const retirePart: Part<Retired> = {
  run: async (given, host, root) => {
    const key = given.text('retire') ?? '';
    const profile = needed(given, 'retire', 'profile');
    const fingerprint = given.text('fingerprint');
    const { plan, head } = await retire(host, root, {
      key,
      profile,
      ...(fingerprint !== undefined && { fingerprint }),
    });
    return {
      schema: schemaOf('keys'),
      part: 'retire',
      root: root.path,
      outcome: 'done',
      exit: exit.done,
      findings: [],
      key,
      profile,
      retired: plan.retired.map((one) => ({
        fingerprint: shortFingerprint(one.fingerprint),
        was: one.generation,
      })),
      head,
    };
  },
  text: retireText,
};

function retireText({ root, key, profile, retired, head }: Retired, paint: Paint) {
  const [first] = retired;
  return [
    paint.faint(`root ${plain(root ?? '')}`),
    ...retired.map(
      ({ fingerprint, was }) => `${key} ${fingerprint} of ${profile}: ${was} -> revoked`,
    ),
    ...(head === null || first === undefined
      ? ['already there: it was revoked before; nothing was changed']
      : [
          `done: ${retired.length} revoked; kept in the registry, since history still holds it`,
          paint.faint(`journal head ${head}`),
          `undo: write ${first.was} there again in profiles/keys.yaml (git diff shows it)`,
        ]),
  ];
}
