import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import fsExtra from 'fs-extra';
import { plainPackages } from './plain-packages.mjs';

/** One CommonJS text with every npm package in it; what is reached by import() runs when it is asked for. */
async function commonJs(checkout, entry, verb) {
  const result = await build({
    absWorkingDir: checkout,
    nodePaths: [join(checkout, 'node_modules')],
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    mainFields: ['module', 'main'],
    charset: 'ascii',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    // An uncaught error prints its whole source line.
    lineLimit: 160,
    plugins: [plainPackages, ...(verb === 'all' ? [] : [withOneVerb(verb)])],
    // import() becomes a lazy require: the ES module loader alone costs milliseconds.
    supported: { 'dynamic-import': false },
    define: {
      'import.meta.url': '__bundleUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
      PINE_ENV_VERSION: JSON.stringify(
        fsExtra.readJsonSync(join(checkout, 'package.json')).version,
      ),
    },
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}

const parameters = 'exports,require,module,__filename,__dirname,PINE_ENV_UMASK';
// Run by itself the file would do nothing and exit 0: it must not.
const onlyThroughLoader =
  'if(typeof module==="object")throw Error("start pine-env.cjs, not its bundle");\n';
const url = 'var __bundleUrl=require("node:url").pathToFileURL(__filename).href;';

/** An esbuild plugin that leaves the code of every other verb out; the loader takes such a bundle for this verb alone. */
const withOneVerb = (verb) => ({
  name: 'one-verb',
  setup(build) {
    build.onResolve({ filter: /^\.\/[a-z-]+\.ts$/ }, ({ path, importer, kind }) =>
      kind === 'dynamic-import' && importer.endsWith('commands/index.ts') && path !== `./${verb}.ts`
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'export {};' }));
  },
});

/**
 * The program as one script that evaluates to a module function, and the id that its first bytes carry.
 * `verb`: `all`, or the one verb that the script is for.
 */
export async function bundle(checkout, entry, verb) {
  const text = await commonJs(checkout, entry, verb);
  const body = text.includes('__bundleUrl') ? `${url}${text}` : text;
  const rest = `${onlyThroughLoader}(function(${parameters}){${body}\n})`;
  if (/[^\0-\x7f]/.test(rest)) throw new Error('the bundle must be ASCII: the loader reads bytes');
  const id = createHash('sha256').update(rest).digest('hex').slice(0, 16);
  return { id, source: `/*${id}*/\n${rest}` };
}
