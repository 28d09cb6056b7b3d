import fc from 'fast-check';
import type { Case } from './a-case.ts';
import { lineOf } from './lines.ts';
import { nastyText, orders } from './nasty-text.ts';

const almost = [
  ...[
    '{phrase}',
    ' {phrase}',
    '{phrase} ',
    '{phrase}\u200b',
    '{phrase}\0',
    '\x1b[200~{phrase}\x1b[201~',
  ],
  ...['{phrase}{phrase}', '{phrase} x', '{phrase}\u00a0', '\ufeff{phrase}', '{PHRASE}', '{cut}'],
  ...[
    'y',
    'yes',
    'YES',
    'live',
    'live trader-1',
    'live trader-1 ',
    'true',
    '\x1b[A',
    '\x04',
    '\x03',
  ],
  ...['{phrase}\x7f', '\x15{phrase}', '{phrase}\b', '\u202e{phrase}', '{phrase}\u0301'],
];
const answer = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...almost) },
  { weight: 3, arbitrary: nastyText },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...almost), fc.constantFrom(...orders))
      .map((two) => two.join('')),
  },
);
const pasted = fc.oneof(
  nastyText,
  fc.constantFrom(
    'KEY=value',
    'https://webhooks.traderspost.io/trading/webhook/x/y',
    'db-x',
    '"',
    '{"a": 1}',
    'Basic Og==',
    '',
  ),
);

/** What people type, paste and pipe where they are asked. */
export const terminalArea: fc.Arbitrary<Case> = fc.record(
  {
    base: fc.constantFrom('paper' as const, 'rotating' as const),
    argv: lineOf([
      ...[
        'use live',
        'use live',
        'use live --restart',
        'rollback --to 3',
        'run live -- true',
        'shell live',
      ],
      ...[
        'keys --attest TRADERSPOST_WEBHOOK_URL --profile live --accounts X --for 30d',
        'keys --find',
      ],
      ...[
        'rotate DATABENTO_API_KEY --profile paper',
        'rotate TRADERSPOST_WEBHOOK_URL --profile live',
      ],
      ...[
        'rotate DATABENTO_API_KEY --profile paper --abort',
        'preflight live',
        'scan --stdin',
        'keys --enroll live',
      ],
    ]),
    answers: fc.array(answer, { maxLength: 4 }),
    stdin: pasted,
  },
  { requiredKeys: ['base', 'argv', 'answers'] },
);
