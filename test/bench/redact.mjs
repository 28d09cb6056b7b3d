// npm run bench:redact [-- --keys N]: what it costs to hide N secrets in 100 MB of log lines, of random bytes and of
// base64: processor time, since other processes of the machine take theirs.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const source = resolve(import.meta.dirname, '../../src/domain');
const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '6' },
    megabytes: { type: 'string', default: '100' },
  },
});
const room = mkdtempSync(join(tmpdir(), 'pine-env-bench-redact-'));
try {
  const outfile = join(room, 'redaction.mjs');
  const parts = ['redaction/redactor', 'redaction/states', 'redaction/ways-to-write', 'secret'];
  const contents = parts.map((part) => `export * from '${source}/${part}.ts';`).join('\n');
  await build({
    stdin: { contents, resolveDir: source },
    ...{ bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' },
  });
  measure(await import(pathToFileURL(outfile).href));
} finally {
  rmSync(room, { recursive: true, force: true });
}

function measure({ redactorOf, statesOf, waysToWrite, Secret }) {
  const count = Number(values.keys);
  let states;
  const ready = seconds(() => {
    states = statesOf(waysToWrite(madeUpTexts(count, Secret)));
  });
  console.log(`${count} secrets, ready after ${(ready * 1000).toFixed(0)} ms`);
  const noise = randomBytes(3_000_000);
  const inputs = { 'log lines': logLines(), base64: Buffer.from(noise.toString('base64')), noise };
  for (const [name, block] of Object.entries(inputs)) {
    const redactor = redactorOf(states);
    through(redactor, block, 20e6);
    const size = Number(values.megabytes) * 1e6;
    const taken = seconds(() => through(redactor, block, size));
    console.log(`  ${name.padEnd(12)}${(size / 1e6 / taken).toFixed(0).padStart(6)} MB/s`);
  }
}

function through(redactor, block, size) {
  for (let done = 0; done < size; done += block.length) {
    for (let at = 0; at < block.length; at += 65_536)
      redactor.push(block.subarray(at, at + 65_536));
  }
}

function seconds(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function madeUpTexts(count, Secret) {
  return Array.from({ length: count }, (_, at) => {
    const text = at % 2 ? randomBytes(16).toString('hex') : randomBytes(24).toString('base64url');
    const secret = Secret.of(text);
    const same = { name: `KEY_${at}`, secret, folds: at % 2 === 1 };
    const url = Secret.of(`https://hooks.example/trading/webhook/${text}`);
    return [
      { ...same, text: secret, isSecret: true },
      { ...same, text: url, isSecret: false },
    ];
  }).flat();
}

function logLines() {
  const line = (at) =>
    `2026-11-25T10:${at % 60}:12.${at % 1000}Z INFO pine.worker[${at}] order id=${Math.imul(at, 2654435761) >>> 0} symbol=ESZ6 qty=${at % 9} price=${4000 + (at % 777)}.25 path=/var/log/pine/${at}.log status="ok"\n`;
  return Buffer.from(Array.from({ length: 40_000 }, (_, at) => line(at)).join(''));
}
