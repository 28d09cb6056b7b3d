import { type Edit, mutant } from '../../faults/mutant.ts';
import type { Control } from '../report.ts';
import type { Known } from './corpus.ts';
import type { Prepared } from './fuzz.ts';
import { runReally } from './real-runs.ts';

/** Programs made careless, and the cases of the corpus that must show it. */
const careless: readonly (readonly [name: string, about: readonly string[], ...edits: Edit[]])[] = [
  [
    'control characters are printed as they are',
    ['a journal that paints'],
    ['render/speech.ts', '/[\\p{Cc}\\p{Cf}\\u2028\\u2029]/gu', '/[\\u{10fffe}]/gu'],
  ],
  [
    'any line is the phrase',
    ['nearly the phrase', 'yes'],
    ['domain/consent.ts', ".join(' ') === phrase", ".join(' ') !== ''"],
  ],
  [
    'a link may lie anywhere',
    ['a link that leads out', 'an env file elsewhere'],
    [
      'domain/names.ts',
      '/^(?!.*\\.\\.)(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9._@-]*\\.env$/',
      '/\\.env$/',
    ],
  ],
  [
    'a fault in a profile is an exception',
    ['a repeated field'],
    [
      'adapters/yaml-tree.ts',
      'if (name in map) return refuse',
      "if (name in map) throw new TypeError('x');\n    if (name in map) return refuse",
    ],
  ],
  [
    'YAML is read as deep as it goes',
    ['brackets without end'],
    [
      'adapters/yaml-document.ts',
      'const deepestStack = deepest + 8',
      'const deepestStack = deepest + 1e9',
    ],
  ],
  [
    'a word is shown whatever it is',
    ['a key for a verb', 'a key for an option', 'a key for a profile', 'a key for a loader'],
    [
      'domain/names.ts',
      "if (!plainWord.test(clean)) return '(not a plain name)';",
      'return clean;',
    ],
  ],
  [
    'a long word is never done with',
    ['a very long verb'],
    [
      'domain/names.ts',
      'const wanted = name',
      'while (name.length > 3999);\n  const wanted = name',
    ],
  ],
  [
    'a usage error has a code of its own',
    ['a verb that paints'],
    ['domain/exit-code.ts', 'usage: 2', 'usage: 9'],
  ],
];

/** Runs each over its cases. */
export async function runCareless(
  prepared: Prepared,
  known: readonly Known[],
): Promise<readonly Control[]> {
  const controls: Control[] = [];
  for (const [name, about, ...edits] of careless) {
    const cases = known.filter(([which]) => about.includes(which)).map(([, one]) => one);
    const { bad, hangs } = await runReally(prepared, [{ name, cases }], mutant(...edits));
    const caught = new Set(bad.map(({ one }) => one)).size + hangs.length;
    controls.push({ name, caught, of: cases.length });
    console.info(JSON.stringify(controls.at(-1)));
  }
  return controls;
}
