import { readFile } from 'node:fs/promises';

/** What yargs loads at every start and a program that speaks plain English does without; each with its price. */
const plain = {
  // Its translator reads a locale file beside the program, which may be anybody's.
  y18n: `
    import { format } from 'node:util';
    const words = new Map();
    export default () => ({
      __: (text, ...rest) => format(words.get(text) ?? text, ...rest),
      __n: (one, many, count, ...rest) => format(count === 1 ? one : many, count, ...rest),
      getLocale: () => 'en',
      setLocale: () => undefined,
      updateLocale: (texts) => {
        for (const [key, text] of Object.entries(texts)) words.set(key, text);
      },
    });`,
  // Intl.Segmenter and the emoji tables cost 20 ms; our help is ASCII with a few accents at most.
  'string-width': `
    import { stripVTControlCharacters } from 'node:util';
    export default (text) => stripVTControlCharacters(text).length;`,
  // node:assert opens stderr to ask for its colours; yargs asserts two things.
  assert: `
    const check = (holds, message) => { if (!holds) throw new Error(message); };
    export const strictEqual = (a, b, message) => check(Object.is(a, b), message);
    export const notStrictEqual = (a, b, message) => check(!Object.is(a, b), message);`,
};

/** What a package does with stdout when it is loaded; to look at it opens it, and costs 5 ms. */
const touches = {
  kleur: ['isTTY = process.stdout && process.stdout.isTTY;', ''],
  yargs: [
    "stdColumns: typeof process.stdout.columns !== 'undefined' ? process.stdout.columns : null",
    'stdColumns: null',
  ],
};

async function withoutTouching({ path }) {
  const [, name] = /node_modules\/(\w+)\//.exec(path);
  const [touch, instead] = touches[name];
  const text = await readFile(path, 'utf8');
  if (!text.includes(touch)) throw new Error(`${name} no longer says: ${touch}`);
  return { contents: text.replace(touch, instead), loader: 'js' };
}

// In the environment of whoever runs us, LOG_STREAM and LOG_TOKENS would make yaml print among our answers.
const quietProcess = 'export const env = {};';

/** An esbuild plugin that puts the plain packages in place of the real ones, for yargs and what yargs imports. */
export const plainPackages = {
  name: 'plain-packages',
  setup(build) {
    const filter = new RegExp(`^(${Object.keys(plain).join('|')})$`);
    build.onResolve({ filter }, ({ path, importer }) =>
      /node_modules\/(yargs|cliui|wrap-ansi)\//.test(importer)
        ? { path, namespace: 'plain' }
        : undefined,
    );
    build.onResolve({ filter: /^(node:)?process$/ }, ({ path, importer }) =>
      /node_modules\/yaml\//.test(importer) ? { path, namespace: 'quiet' } : undefined,
    );
    build.onLoad({ filter: /kleur\/index\.mjs$|platform-shims\/esm\.mjs$/ }, withoutTouching);
    build.onLoad({ filter: /./, namespace: 'quiet' }, () => ({ contents: quietProcess }));
    build.onLoad({ filter, namespace: 'plain' }, ({ path }) => ({ contents: plain[path] }));
  },
};
