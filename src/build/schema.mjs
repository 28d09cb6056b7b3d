import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Writes `profiles/schema/*.json` from the code's own schema (`schemas()` of src/schema.ts). */
export async function writeSchemas(checkout) {
  const { schemas } = await importBundled(checkout, 'src/schema.ts');
  mkdirSync(join(checkout, 'profiles/schema'), { recursive: true });
  return Object.entries(schemas()).map(([name, schema]) => {
    const path = join('profiles/schema', name);
    writeFileSync(join(checkout, path), `${JSON.stringify(schema, null, 2)}\n`);
    return path;
  });
}

/** Node 20 cannot read TypeScript, so the module is bundled in memory and imported from there. */
async function importBundled(checkout, entry) {
  const result = await build({
    absWorkingDir: checkout,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
