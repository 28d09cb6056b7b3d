import { type Edit, mutant } from '../faults/mutant.ts';
import { everyChange, firstLock } from './kill-aims.ts';
import { killEverywhere } from './kill-everywhere.ts';
import type { Rehearsed } from './kill-operation.ts';
import type { Control } from './report.ts';
import type { Aim } from './tracing/kill-at.ts';

/** A program made careless, and the operation at which that has to show. */
export interface Careless {
  readonly name: string;
  readonly at: string;
  readonly edits: readonly Edit[];
}

const writeOver = `require('node:fs').writeFileSync`;

/** A link that is away for a moment. */
export const unlinkFirst: Careless = {
  name: 'the link is removed before the new one is put in its place',
  at: 'use paper from live',
  edits: [
    [
      'adapters/disk.ts',
      'atTheDoor(to, () => fs.renameSync(from, to))',
      'atTheDoor(to, () => { fs.unlinkSync(to); fs.renameSync(from, to); })',
    ],
  ],
};

/** A change that a kill leaves no trace of. */
export const journalLast: Careless = {
  name: 'the journal is written only afterwards',
  at: 'use paper from live',
  edits: [['steps/switch-to-safe.ts', "if (plan.moves.length > 0) write('intent');", '']],
};

/** Nobody settles what was cut short. */
export const noRecovery: Careless = {
  name: 'recovery dropped',
  at: 'use paper from live',
  edits: [
    [
      'steps/recover.ts',
      'const intent = openIntent(journal.tail().entries);',
      'const intent = undefined;',
    ],
  ],
};

/** Live is linked before anybody's yes is written down. */
export const consentLast: Careless = {
  name: 'consent written after the link',
  at: 'use live',
  edits: [
    [
      'steps/arm.ts',
      '  consent(host, target, arming);\n  for (const move of target.plan.moves) {',
      '  for (const move of target.plan.moves) {',
    ],
    ['steps/arm.ts', '  mustStand(host, target);\n}', '  consent(host, target, arming);\n}'],
  ],
};

/** The journal calls a change settled that is not. */
export const settledFirst: Careless = {
  name: 'recovery says what it did before it does it',
  at: 'recovery of use live',
  edits: [
    [
      'steps/recover.ts',
      '  const { plan, links } = await settle(host, root, journal, intent);\n',
      `  const at = new Date(host.clock.now()).toISOString();
       const said = { kind: 'recovered', of: intent.change, how: 'undone', links: intent.links };
       journal.append({ ...stamp, at, ...said });
       const { plan, links } = await settle(host, root, journal, intent);
       if (plan) return { of: intent, how: plan.how };
      `,
    ],
  ],
};

/** Each must be caught by the judge of kills. */
export const careless: readonly Careless[] = [
  unlinkFirst,
  journalLast,
  noRecovery,
  {
    name: 'leftovers are not swept',
    at: 'use paper from live',
    edits: [['steps/recover.ts', '  sweep(host, root.path);\n', '']],
  },
  consentLast,
  {
    name: 'the env file is rewritten in place by a rotation',
    at: 'rotate paper, linked',
    edits: [
      [
        'steps/write-rotation.ts',
        'replaceFile(host, within(root.path, layout.env), file.file, bytes, { mode, uid, gid });',
        `${writeOver}(within(root.path, layout.env) + '/' + file.file, bytes);`,
      ],
    ],
  },
  {
    name: 'the registry is rewritten in place by an enrolment',
    at: 'keys --enroll',
    edits: [
      [
        'steps/put-registry.ts',
        "replaceFile(host, within(root, layout.profiles), 'keys.yaml', bytes, birth);",
        `${writeOver}(within(root, layout.registry), bytes);`,
      ],
    ],
  },
  {
    name: 'adopt removes the plain file before it makes the link',
    at: 'adopt paper',
    edits: [
      [
        'steps/write-adoption.ts',
        '  replaceLink(host, within(root, layout.env), one.link, one.file);',
        `  host.disk.remove(within(root, envPath(one.link)));
         replaceLink(host, within(root, layout.env), one.link, one.file);`,
      ],
    ],
  },
  {
    name: 'pull says done before it writes',
    at: 'pull paper',
    edits: [
      [
        'steps/write-pull.ts',
        'replaceFile(host, within(root, layout.env), file, after, birthOf(now));',
        `journal.append(entryOf(host, stamp, { ...body, kind: 'done' }));
         replaceFile(host, within(root, layout.env), file, after, birthOf(now));`,
      ],
    ],
  },
];

/** Kills a careless program at its changes under the lock, and answers how many of them the judge found. */
export async function control(
  { name, at, edits }: Careless,
  rehearsals: readonly Rehearsed[],
  mode: Aim['mode'],
): Promise<Control> {
  const rehearsed = rehearsals.find(({ operation }) => operation.name === at);
  if (rehearsed === undefined) throw new Error(`nobody rehearsed ${at}`);
  const aims = everyChange(rehearsed, mode, ['exit'], firstLock(rehearsed));
  const order = { fault: name, aims, built: mutant(...edits) };
  const { part, caught } = await killEverywhere(rehearsed, order);
  return { name, caught, of: part.hit };
}
