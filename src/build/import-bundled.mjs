import { build } from 'esbuild';

/** Node 20 cannot read TypeScript, so the module is bundled in memory and imported from there. */
export async function importBundled(checkout, entry) {
  const result = await build({
    absWorkingDir: checkout,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // Packages in CommonJS ask for builtins by require, which no module from a data: URL has.
    banner: { js: 'const require = (name) => process.getBuiltinModule(name);' },
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
