// Reads a JSON list of paths from stdin; answers with what each file puts into a process.env that
// is empty before, in order. Said which: Node itself (loadEnvFile is what --env-file does, later)
// or the package dotenv.
import { readFileSync } from 'node:fs';
import { config } from 'dotenv';

const ways = {
  node: (path) => process.loadEnvFile(path),
  dotenv: (path) => config({ path, quiet: true }),
};
const load = ways[process.argv[2]];

function taken(path) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  load(path);
  return Object.entries(process.env);
}

const paths = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(paths.map(taken)));
