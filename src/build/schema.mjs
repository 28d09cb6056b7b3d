import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importBundled } from './import-bundled.mjs';

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
