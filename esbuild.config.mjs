// node esbuild.config.mjs [program [ENTRY OUT]] | schema
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from './src/build/program.mjs';
import { writeSchemas } from './src/build/schema.mjs';

const checkout = dirname(fileURLToPath(import.meta.url));
const [what = 'program', entry = 'src/main.ts', out = 'dist'] = process.argv.slice(2);

if (what === 'program') {
  const built = await buildProgram(checkout, resolve(checkout, entry), resolve(checkout, out));
  console.error(
    `built ${out}: bundle ${built.bundleBytes} bytes, code cache ${built.cacheBytes} bytes`,
  );
} else if (what === 'schema') {
  for (const file of await writeSchemas(checkout)) console.error(`wrote ${file}`);
} else {
  console.error(`esbuild.config.mjs: no such job: ${what}`);
  process.exitCode = 2;
}
