import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';

/** Why no certificates can be made here; undefined when they can. */
export const noOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? undefined : 'skipped: needs openssl';

/** A certificate and its key, in PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** An issuer that nobody knows, and what it has issued. */
export interface Issuer {
  /** The path of its own certificate, for whoever is to trust it. */
  readonly path: string;
  issue(name: string, days: number): Certified;
}

/** A fresh issuer; keys live as long as the test. */
export function anIssuer(): Issuer {
  const room = scratch();
  const path = (name: string) => join(room, name);
  const openssl = (...args: readonly string[]) => {
    const ran = spawnSync('openssl', [...args], { cwd: room, encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`openssl ${args[0]}: ${ran.stderr}`);
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const ca = ['-x509', '-days', '2', '-subj', '/CN=nobody', '-keyout', 'ca.key', '-out', 'ca.pem'];
  openssl('req', ...key, ...ca);
  let count = 0;
  return {
    path: path('ca.pem'),
    issue: (name, days) => {
      const [file, request] = [`${count}.pem`, `${count++}.csr`];
      writeFileSync(path('names'), `subjectAltName=${name}\n`);
      openssl('req', ...key, '-subj', '/CN=x', '-keyout', `${file}.key`, '-out', request);
      const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
      openssl('x509', '-req', '-in', request, ...by, '-days', `${days}`, '-out', file);
      return {
        cert: readFileSync(path(file), 'utf8'),
        key: readFileSync(path(`${file}.key`), 'utf8'),
      };
    },
  };
}
